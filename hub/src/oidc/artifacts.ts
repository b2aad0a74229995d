import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'

/** Milliseconds for which a used code is still recognized after its end; what was not used ends when it says. */
export const USED_KEPT = 15 * SECOND

/** Nothing that the provider stores without an end of its own lives longer than this. */
const WITHOUT_END = 86_400

/**
 * Stores what the provider makes, by the hash of its value: who reads the database holds no code, token or cookie.
 *
 * Unlike the provider's own stores it is exact under concurrency: of any number of simultaneous uses of a code one
 * succeeds (T19), and an assertion is remembered by one request only (T20).
 */
export function artifactAdapter(hub: Pick<Hub, 'short' | 'now'>, model: string): Adapter {
  const { short, now } = hub
  return {
    async upsert(id, payload, expiresIn = WITHOUT_END) {
      const content = { payload: JSON.stringify(storable(payload)), expires_at: now() + expiresIn * SECOND }
      const { grantId, accountId, sessionUid } = payload
      const origin = {
        grant_id: grantId ?? null,
        account: accountId !== undefined && isAccountId(accountId) ? accountId : null,
        session_uid: typeof sessionUid === 'string' ? sessionUid : null,
      }
      const row = { model, id_hash: hashToken(id), consumed_at: null, ...origin, ...content }
      const insert = short.insertInto('artifacts').values(row)
      if (model === 'ReplayDetection') {
        const first = await insert
          .onConflict((conflict) => conflict.doNothing())
          .returning('model')
          .executeTakeFirst()
        if (!first) throw new errors.InvalidClientAuth('the assertion was used before')
        return
      }
      await insert.onConflict((conflict) => conflict.columns(['model', 'id_hash']).doUpdateSet(content)).execute()
    },

    async find(id) {
      const row = await short
        .selectFrom('artifacts')
        .select(['payload', 'consumed_at', 'expires_at'])
        .where('model', '=', model)
        .where('id_hash', '=', hashToken(id))
        .where('expires_at', '>', now() - USED_KEPT)
        .executeTakeFirst()
      if (!row || (row.consumed_at === null && row.expires_at <= now())) return undefined
      const payload = JSON.parse(row.payload) as AdapterPayload
      const consumed = row.consumed_at === null ? undefined : { consumed: Math.floor(row.consumed_at / SECOND) }
      return { ...payload, jti: id, ...consumed }
    },

    async consume(id) {
      const consumed = await short
        .updateTable('artifacts')
        .set({ consumed_at: now() })
        .where('model', '=', model)
        .where('id_hash', '=', hashToken(id))
        .where('consumed_at', 'is', null)
        .returning('model')
        .executeTakeFirst()
      if (!consumed) throw new errors.InvalidGrant('already used')
    },

    async destroy(id) {
      await short.deleteFrom('artifacts').where('model', '=', model).where('id_hash', '=', hashToken(id)).execute()
    },

    async revokeByGrantId(grantId) {
      await short.deleteFrom('artifacts').where('model', '=', model).where('grant_id', '=', grantId).execute()
    },

    async findByUid() {
      return undefined
    },
    async findByUserCode() {
      return undefined
    },
  }
}

/** The payload without the value itself, and without the value of the session's cookie that an interaction repeats. */
function storable({ jti: _value, ...payload }: AdapterPayload): object {
  const { session } = payload as { session?: { cookie?: string } }
  if (session === undefined) return payload
  const { cookie: _cookie, ...rest } = session
  return { ...payload, session: rest }
}
