import type { Kysely } from 'kysely'
import { type ClientAuthorizationState, Provider } from 'oidc-provider'
import type { Instant } from '../clock.ts'
import type { Short } from '../db/schema.ts'

/** A session that lives, with what it holds for clients, read at one instant. */
export interface SessionRow {
  readonly uid: string
  readonly payload: string
  readonly expiresAt: Instant
  readonly usedAt: Instant
  readonly clients: Readonly<Record<string, ClientAuthorizationState>>
}

/** A row for each client that the session holds something for, and at least one. */
interface JoinedRow {
  readonly uid: string | null
  readonly payload: string | null
  readonly expires_at: Instant | null
  readonly used_at: Instant | null
  readonly client: string | null
  readonly state: string | null
}

export async function findSession(
  short: Kysely<Short>,
  column: 'id_hash' | 'uid',
  value: string,
  now: Instant,
): Promise<SessionRow | undefined> {
  const rows = await short
    .selectFrom('sessions')
    .leftJoin('session_clients', 'session_clients.session', 'sessions.uid')
    .select(['sessions.uid', 'sessions.payload', 'sessions.expires_at', 'sessions.used_at'])
    .select(['session_clients.client', 'session_clients.payload as state'])
    .where(`sessions.${column}`, '=', value)
    .where('sessions.expires_at', '>', now)
    .where('sessions.ended_at', 'is', null)
    .execute()
  return toSession(rows)
}

const readWith = new WeakMap<object, Map<string, SessionRow | undefined>>()

/** The session that a token came of, where this request has read it together with the token. */
export function sessionReadWithToken(uid: string): { readonly session: SessionRow | undefined } | undefined {
  const sessions = Provider.ctx && readWith.get(Provider.ctx.oidc)
  return sessions?.has(uid) === true ? { session: sessions.get(uid) } : undefined
}

/** The provider asks for it next, in the same request. */
export function noteSessionOfToken(uid: string, rows: readonly JoinedRow[]): void {
  if (Provider.ctx) readWith.set(Provider.ctx.oidc, new Map([[uid, toSession(rows)]]))
}

function toSession(rows: readonly JoinedRow[]): SessionRow | undefined {
  const [first] = rows
  if (!first?.uid || first.payload === null || first.expires_at === null || first.used_at === null) return undefined
  const clients = rows.flatMap(({ client, state }) =>
    client === null || state === null ? [] : [[client, JSON.parse(state) as ClientAuthorizationState]],
  )
  return {
    uid: first.uid,
    payload: first.payload,
    expiresAt: first.expires_at,
    usedAt: first.used_at,
    clients: Object.fromEntries(clients),
  }
}
