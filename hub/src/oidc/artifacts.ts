import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import { SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { noteSessionOfToken } from './session-rows.ts'

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
      const rows = await findWithSession(hub, model, hashToken(id))
      const [row] = rows
      if (!row || (row.consumed_at === null && row.ends_at <= now())) return undefined
      if (row.session_uid !== null) noteSessionOfToken(row.session_uid, rows)
      const payload = JSON.parse(row.content) as AdapterPayload
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

/** A token, or the like, with the session that it came of as far as that lives: one row for each client of the session. */
function findWithSession({ short, now }: Pick<Hub, 'short' | 'now'>, model: string, idHash: string) {
  return short
    .selectFrom('artifacts')
    .leftJoin('sessions', (join) =>
      join
        .onRef('sessions.uid', '=', 'artifacts.session_uid')
        .on('sessions.expires_at', '>', now())
        .on('sessions.ended_at', 'is', null),
    )
    .leftJoin('session_clients', 'session_clients.session', 'sessions.uid')
    .select(['artifacts.payload as content', 'artifacts.consumed_at', 'artifacts.expires_at as ends_at'])
    .select(['artifacts.session_uid', 'sessions.uid', 'sessions.payload', 'sessions.expires_at', 'sessions.used_at'])
    .select(['session_clients.client', 'session_clients.payload as state'])
    .where('artifacts.model', '=', model)
    .where('artifacts.id_hash', '=', idHash)
    .where('artifacts.expires_at', '>', now() - USED_KEPT)
    .execute()
}

/** The payload without the value itself, and without the value of the session's cookie that an interaction repeats. */
function storable({ jti: _value, ...payload }: AdapterPayload): object {
  const { session } = payload as { session?: { cookie?: string } }
  if (session === undefined) return payload
  const { cookie: _cookie, ...rest } = session
  return { ...payload, session: rest }
}
