import { inTransaction } from '@lanyard/storage'
import { type Kysely, sql } from 'kysely'
import type { Adapter, AdapterPayload, ClientAuthorizationState } from 'oidc-provider'
import { SECOND } from '../clock.ts'
import type { Short } from '../db/schema.ts'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { loginOf } from './sign-in-context.ts'

type Authorizations = Record<string, ClientAuthorizationState>

/**
 * Stores sessions.
 *
 * The provider reads a session when a request begins and writes it whole when it ends. Two things keep simultaneous
 * requests of one browser from undoing each other: what a session holds for a client is a row of its own, and only
 * rows that this request changed are written; and a session that was ended stays as a tombstone, which no write revives.
 */
export function sessionAdapter(hub: Pick<Hub, 'short' | 'now'>): Adapter {
  const { short, now } = hub
  const asRead = new WeakMap<Authorizations, Authorizations>()

  const find = async (column: 'id_hash' | 'uid', value: string) => {
    const row = await short
      .selectFrom('sessions')
      .select(['uid', 'payload', 'expires_at'])
      .where(column, '=', value)
      .where('expires_at', '>', now())
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (!row) return undefined
    const authorizations = await readClients(short, row.uid)
    asRead.set(authorizations, structuredClone(authorizations))
    const exp = Math.floor(row.expires_at / SECOND)
    return { ...(JSON.parse(row.payload) as AdapterPayload), uid: row.uid, exp, authorizations }
  }

  return {
    async upsert(id, { jti: _value, uid, authorizations = {}, ...payload }, expiresIn = 0) {
      if (uid === undefined) throw new Error('A session without uid')
      const { accountId, loginTs } = payload
      const content = {
        id_hash: hashToken(id),
        account: accountId !== undefined && isAccountId(accountId) ? accountId : null,
        payload: JSON.stringify(payload),
        expires_at: now() + expiresIn * SECOND,
        used_at: now(),
      }
      const login = {
        logged_in_at: typeof loginTs === 'number' ? loginOf({ authorizations, loginTs }) : 0,
        longest_pause: 0,
      }
      const before = asRead.get(authorizations) ?? {}
      await inTransaction({ db: short }, async ({ db }) => {
        const live = await db
          .insertInto('sessions')
          .values({ uid, ended_at: null, ...login, ...content })
          .onConflict((conflict) =>
            conflict
              .column('uid')
              // A request that began before the cookie's value was renewed does not bring the old value back.
              .doUpdateSet({
                ...content,
                ...useSince,
                id_hash: sql`coalesce(sessions.id_hash, excluded.id_hash)`,
              })
              .where('sessions.ended_at', 'is', null),
          )
          .returning('uid')
          .executeTakeFirst()
        if (live) await writeClients(db, uid, before, authorizations)
      })
      asRead.set(authorizations, structuredClone(authorizations))
    },

    async find(id) {
      const session = await find('id_hash', hashToken(id))
      return session && { ...session, jti: id }
    },

    /** The cookie's value is not known here, so what is found serves for looking only. */
    findByUid: (uid) => find('uid', uid),

    /** The cookie's value opens nothing any more; whether the session is over is for {@link endSession} to say. */
    async destroy(id) {
      await short.updateTable('sessions').set({ id_hash: null }).where('id_hash', '=', hashToken(id)).execute()
    },

    async consume() {},
    async revokeByGrantId() {},
    async findByUserCode() {
      return undefined
    },
  }
}

/** A newer login begins the count of pauses again; a request that began before it does not take it back. */
const useSince = {
  logged_in_at: sql<number>`case
    when excluded.logged_in_at > sessions.logged_in_at then excluded.logged_in_at
    else sessions.logged_in_at end`,
  longest_pause: sql<number>`case
    when excluded.logged_in_at > sessions.logged_in_at then 0
    when excluded.used_at - sessions.used_at > sessions.longest_pause then excluded.used_at - sessions.used_at
    else sessions.longest_pause end`,
}

async function readClients(short: Kysely<Short>, session: string): Promise<Authorizations> {
  const rows = await short.selectFrom('session_clients').selectAll().where('session', '=', session).execute()
  return Object.fromEntries(rows.map((row) => [row.client, JSON.parse(row.payload) as ClientAuthorizationState]))
}

async function writeClients(
  db: Kysely<Short>,
  session: string,
  before: Authorizations,
  after: Authorizations,
): Promise<void> {
  const gone = Object.keys(before).filter((client) => !(client in after))
  if (gone.length > 0) {
    await db.deleteFrom('session_clients').where('session', '=', session).where('client', 'in', gone).execute()
  }
  for (const [client, state] of Object.entries(after)) {
    const payload = JSON.stringify(state)
    if (payload === JSON.stringify(before[client])) continue
    await db
      .insertInto('session_clients')
      .values({ session, client, payload })
      .onConflict((conflict) => conflict.columns(['session', 'client']).doUpdateSet({ payload }))
      .execute()
  }
}
