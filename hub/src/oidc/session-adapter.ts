import { inTransaction } from '@lanyard/storage'
import { type Kysely, sql } from 'kysely'
import { type Adapter, type AdapterPayload, type ClientAuthorizationState, Provider } from 'oidc-provider'
import { type Instant, SECOND } from '../clock.ts'
import type { Short } from '../db/schema.ts'
import type { Hub } from '../hub.ts'
import { isAccountId } from '../ids.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { originOf } from './session-origin.ts'
import { findSession, type SessionRow, sessionReadWithToken } from './session-rows.ts'
import { notedEvery } from './session-use.ts'
import { loginOf } from './sign-in-context.ts'

type Authorizations = Record<string, ClientAuthorizationState>

/** What the database held when the session was read. */
interface AsRead {
  /** Null where the cookie's value is not known. */
  readonly idHash: string | null
  readonly payload: string
  readonly usedAt: Instant
  readonly clients: Authorizations
}

/**
 * Stores sessions.
 *
 * The provider reads a session when a request begins and writes it whole when it ends. Two things keep simultaneous
 * requests of one browser from undoing each other: what a session holds for a client is a row of its own, and only
 * rows that this request changed are written; and a session that was ended stays as a tombstone, which no write revives.
 */
export function sessionAdapter(hub: Pick<Hub, 'short' | 'now' | 'config'>): Adapter {
  const { short, now } = hub
  const asRead = new WeakMap<Authorizations, AsRead>()

  const take = ({ uid, payload, expiresAt, usedAt, clients }: SessionRow, idHash: string | null) => {
    const authorizations: Authorizations = { ...clients }
    asRead.set(authorizations, { idHash, payload, usedAt, clients: structuredClone(authorizations) })
    const exp = Math.floor(expiresAt / SECOND)
    return { ...(JSON.parse(payload) as AdapterPayload), uid, exp, authorizations }
  }

  return {
    async upsert(id, { jti: _value, uid, authorizations = {}, ...payload }, expiresIn = 0) {
      if (uid === undefined) throw new Error('A session without uid')
      const { accountId, loginTs } = payload
      // No one's: anyone begins such a session, as often as they like, and it opens nothing (T45).
      if (accountId === undefined) return
      const before = asRead.get(authorizations)
      const content = {
        id_hash: hashToken(id),
        account: isAccountId(accountId) ? accountId : null,
        payload: JSON.stringify(payload),
        expires_at: now() + expiresIn * SECOND,
        used_at: now(),
        ...originOfLogin(),
      }
      const login = {
        logged_in_at: typeof loginTs === 'number' ? loginOf({ authorizations, loginTs }) : 0,
        longest_pause: 0,
      }
      const isNoted = before !== undefined && content.used_at - before.usedAt < notedEvery(hub)
      if (isNoted && isAsRead(before, content, authorizations)) return
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
        if (live) await writeClients(db, uid, before?.clients ?? {}, authorizations)
      })
      asRead.set(authorizations, {
        idHash: content.id_hash,
        payload: content.payload,
        usedAt: content.used_at,
        clients: structuredClone(authorizations),
      })
    },

    async find(id) {
      const idHash = hashToken(id)
      const session = await findSession(short, 'id_hash', idHash, now())
      return session && { ...take(session, idHash), jti: id }
    },

    /** The cookie's value is not known here, so what is found serves for looking only. */
    async findByUid(uid) {
      const { session } = sessionReadWithToken(uid) ?? { session: await findSession(short, 'uid', uid, now()) }
      return session && take(session, null)
    },

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

/**
 * With what, and from where, a person has just logged in, for the list of their sessions. A sign-in that asks nothing logs no
 * one in.
 */
function originOfLogin(): { readonly user_agent?: string | null; readonly address?: string | null } {
  const ctx = Provider.ctx
  if (ctx?.oidc?.result?.['login'] === undefined) return {}
  const { userAgent, address } = originOf(ctx.req)
  return { user_agent: userAgent, address }
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

/** Nothing has changed but the time: most sign-ins of a session write nothing. */
function isAsRead(
  before: AsRead,
  { id_hash: idHash, payload }: { readonly id_hash: string; readonly payload: string },
  authorizations: Authorizations,
): boolean {
  return (
    before.idHash === idHash &&
    withoutEnd(before.payload) === withoutEnd(payload) &&
    JSON.stringify(before.clients) === JSON.stringify(authorizations)
  )
}

function withoutEnd(payload: string): string {
  const { exp: _end, ...rest } = JSON.parse(payload) as AdapterPayload
  return JSON.stringify(rest)
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
  const rows = Object.entries(after).map(([client, state]) => ({ session, client, payload: JSON.stringify(state) }))
  const changed = rows.filter(({ client, payload }) => payload !== JSON.stringify(before[client]))
  if (changed.length === 0) return
  await db
    .insertInto('session_clients')
    .values(changed)
    .onConflict((conflict) =>
      conflict.columns(['session', 'client']).doUpdateSet((row) => ({ payload: row.ref('excluded.payload') })),
    )
    .execute()
}
