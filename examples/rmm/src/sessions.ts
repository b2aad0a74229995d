import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { HostSession, SessionToBegin } from '@lanyard/connect'
import { deleteRows, dialectOf } from '@lanyard/storage'
import type { Schema } from './database.ts'

/** Milliseconds. A session that lives and dies with one of the kit's has, besides, that one's limits. */
const lifetime = 12 * 60 * 60 * 1000

/** The browser's cookie is `id.secret`; the table holds the secret's hash alone. Over https the name is bound to the host. */
export interface SessionCookie {
  readonly name: string
  readonly attributes: string
}

export function sessionCookie(origin: string): SessionCookie {
  return origin.startsWith('https:')
    ? { name: '__Host-rmm_session', attributes: 'Path=/; HttpOnly; SameSite=Lax; Secure' }
    : { name: 'rmm_session', attributes: 'Path=/; HttpOnly; SameSite=Lax' }
}

/** Begins a session under a new id (T39); the one that it replaces ends. */
export async function beginSession(db: Kysely<Schema>, cookie: SessionCookie, session: SessionToBegin) {
  const id = randomBytes(16).toString('base64url')
  const secret = randomBytes(32).toString('base64url')
  if (session.replaces !== null) await endSession(db, session.replaces)
  await db
    .insertInto('sessions')
    .values({
      id,
      secret_hash: hash(secret),
      tenant_id: session.tenantId,
      person_id: session.userId,
      product_session_id: session.productSessionId,
      expires_at: Date.now() + lifetime,
    })
    .execute()
  return { id, cookies: [`${cookie.name}=${id}.${secret}; ${cookie.attributes}`] }
}

/** Who the browser with this `Cookie` header is; null without a session. */
export async function readSession(
  db: Kysely<Schema>,
  cookie: SessionCookie,
  header: string | null | undefined,
): Promise<HostSession | null> {
  const value = header?.match(new RegExp(`(?:^|;\\s*)${cookie.name}=([\\w-]+)\\.([\\w-]+)`))
  const [, id = '', secret = ''] = value ?? []
  const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined || row.expires_at < Date.now()) return null
  if (!timingSafeEqual(Buffer.from(row.secret_hash), Buffer.from(hash(secret)))) return null
  return {
    id: row.id,
    tenantId: row.tenant_id,
    userId: row.person_id,
    productSessionId: row.product_session_id,
  }
}

/** Whether a session is still there; in a transaction on PostgreSQL it stays until the commit. */
export async function isLive(db: Kysely<Schema>, id: string): Promise<boolean> {
  const query = db.selectFrom('sessions').select('id').where('id', '=', id).where('expires_at', '>=', Date.now())
  const holds = db.isTransaction && dialectOf(db) === 'postgres'
  return (await (holds ? query.forShare() : query).executeTakeFirst()) !== undefined
}

/** How many sessions of a person began with their password and are alive. */
export async function countLocalSessions(db: Kysely<Schema>, person: string): Promise<number> {
  const { count } = await db
    .selectFrom('sessions')
    .select((build) => build.fn.countAll<number | string>().as('count'))
    .where('person_id', '=', person)
    .where('product_session_id', 'is', null)
    .where('expires_at', '>=', Date.now())
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function endSession(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', id).execute()
}

/** Deletes the rows of sessions that have reached their end; they open nothing any more. */
export async function forgetEndedSessions(db: Kysely<Schema>, signal?: AbortSignal): Promise<void> {
  await deleteRows(db, { from: 'sessions', key: ['id'], where: (row) => row('expires_at', '<', Date.now()) }, signal)
}

/** The `Set-Cookie` value that takes the cookie away. */
export function forgetCookie(cookie: SessionCookie): string {
  return `${cookie.name}=; ${cookie.attributes}; Max-Age=0`
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
