import { FORM_LIFETIME, OWNER_LIFETIME } from '@lanyard/forms'
import { limitsFor } from '@lanyard/guard'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { copyRow, databases, eventually, watchSizes } from '@lanyard/storage/testing'
import { type Kysely, sql } from 'kysely'
import { openPeopledHub, psaUs } from '../../testing.ts'
import { identify } from '../people/ceremonies/advance.ts'
import { DAY, HOUR, MINUTE } from '../clock.ts'
import { shortMigrations } from '../db/open.ts'
import type { Short } from '../db/schema.ts'
import { queueLogouts } from '../delivery/logout-deliveries/queue-logouts.ts'
import { newId } from '../ids.ts'
import { takeTry } from '../records/limits/take-try.ts'
import { pruneShortLived } from '../oidc/prune-short-lived.ts'
import { startHousekeeping } from './start-housekeeping.ts'

const SHORT: readonly (keyof Short)[] = [
  'sessions',
  'session_clients',
  'artifacts',
  'ceremonies',
  'passkey_challenges',
  'forms_browsers',
  'forms_kept',
  'tries',
]
const LEDGER = ['session_ends', 'password_resets', 'email_changes'] as const
const ALL: readonly string[] = [...SHORT, ...LEDGER]

for (const dialect of databases) {
  describe(`what logins leave at the hub, on ${dialect.name}`, () => {
    it('is gone once it has served, and not before (FR10)', async () => {
      await using hub = await openPeopledHub(dialect)
      await leaveRows(hub)

      await pruneAfter(hub, 9 * MINUTE)
      assert.deepEqual(await left(hub), ALL)
      await pruneAfter(hub, 2 * MINUTE)
      const longer = ALL.filter(
        (table) => !['artifacts', 'ceremonies', 'passkey_challenges', 'forms_kept'].includes(table),
      )
      assert.deepEqual(await left(hub), longer)
      await pruneAfter(hub, 12 * MINUTE)
      assert.deepEqual(await left(hub), longer, 'a sign-in by an ended session may still be under way')
      await pruneAfter(hub, 4 * MINUTE)
      assert.deepEqual(await left(hub), ['forms_browsers', 'tries', 'session_ends', 'password_resets', 'email_changes'])
      await pruneAfter(hub, HOUR)
      assert.deepEqual(await left(hub), ['forms_browsers', 'session_ends', 'password_resets', 'email_changes'])
      await pruneAfter(hub, HOUR)
      assert.deepEqual(await left(hub), ['forms_browsers', 'session_ends', 'email_changes'])
      await pruneAfter(hub, 9 * HOUR)
      assert.deepEqual(await left(hub), ['forms_browsers', 'session_ends', 'email_changes'])
      await pruneAfter(hub, 2 * HOUR)
      assert.deepEqual(await left(hub), ['forms_browsers'])
      await pruneAfter(hub, 24 * HOUR)
      assert.deepEqual(await left(hub), [])
    })

    it('goes in small portions, however much it is (FR11)', async (test) => {
      await using hub = await openPeopledHub(dialect)
      await leaveRows(hub)
      await leaveMore(hub)
      for (const table of SHORT) await copyRow(hub.short, table, { copies: MANY, unique: KEYS_OF_SHORT[table] })
      for (const table of GROWING) await copyRow(hub.db, table, { copies: MANY, unique: KEYS_OF_LEDGER[table] })
      const news = { last: MANY + 1 }
      await hub.db.updateTable('hub_feeds').set(news).where('deployment', '=', psaUs).execute()
      // As after an upgrade from a version without keys.
      await hub.db.updateTable('accounts').set({ keys_of: null }).execute()
      const sizes = watchSizes(test)

      await pruneAfter(hub, 800 * DAY)

      const { rows, text } = sizes.largest()
      assert.ok(rows <= 500, `${rows} rows: ${text}`)
      const counts = [...(await countRows(hub.short, SHORT)), ...(await countRows(hub.db, GROWING))]
      // Of devices the newest one stays.
      const stays = new Set(['accounts', 'devices'])
      assert.deepEqual(
        counts.filter(([table, count]) => count > 0 !== stays.has(table)),
        [],
      )
      const unkeyed = await hub.db.selectFrom('accounts').select('id').where('keys_of', 'is', null).execute()
      assert.deepEqual(unkeyed, [])
    })
  })
}

/** More rows of each table than a portion. */
const MANY = 600

/** What makes a copy of a row another one. */
const KEYS_OF_SHORT: Record<keyof Short, readonly string[]> = {
  artifacts: ['id_hash'],
  ceremonies: ['uid'],
  forms_browsers: ['id'],
  forms_kept: ['id'],
  passkey_challenges: ['owner'],
  sessions: ['uid', 'id_hash'],
  session_clients: ['client'],
  tries: ['key'],
}
const KEYS_OF_LEDGER = {
  accounts: ['id', 'username_key'],
  devices: ['id_hash'],
  email_changes: ['token_hash'],
  hub_events: ['n'],
  hub_sessions: ['uid'],
  invitation_mails: ['email_key'],
  logout_deliveries: ['id'],
  notices: ['id'],
  password_resets: ['token_hash'],
  product_sessions: ['sid'],
  session_ends: ['id'],
} as const
const GROWING = Object.keys(KEYS_OF_LEDGER) as (keyof typeof KEYS_OF_LEDGER)[]

describe('what logins leave at the hub', () => {
  it('is every table of the short-lived database (FR10)', async () => {
    const sources = [await shortMigrations()]
    const sql = sources.flatMap(({ migrations }) => migrations.map((migration) => migration.sql)).join('\n')
    const tables = new Set([...sql.matchAll(/create table (\w+)/g)].map(([, table = '']) => table))
    assert.deepEqual([...tables].toSorted(), SHORT.toSorted())
  })
})

type Peopled = Awaited<ReturnType<typeof openPeopledHub>>

/** Lives as long as a login may take; the session as long, so that its grace is seen. */
async function leaveRows(hub: Peopled): Promise<void> {
  const at = hub.now()
  const expires_at = at + hub.config.lifetimes.interaction
  const account = hub.alderMasterAccount.id
  const { short, db } = hub
  const used = { logged_in_at: at, used_at: at, longest_pause: 0, user_agent: null, address: null }
  const session = { uid: 'uid', id_hash: 'hash', account, payload: '{}', expires_at, ended_at: at, ...used }
  await short.insertInto('sessions').values(session).execute()
  await short.insertInto('session_clients').values({ session: 'uid', client: 'psa-us', payload: '{}' }).execute()
  const artifact = { model: 'Grant', id_hash: 'hash', payload: '{}', grant_id: null, account, session_uid: null }
  await short
    .insertInto('artifacts')
    .values({ ...artifact, expires_at, consumed_at: null })
    .execute()
  await identify(hub, 'login', { account, at })
  await short.insertInto('passkey_challenges').values({ owner: 'login:uid', challenge: 'x', expires_at }).execute()
  await short
    .insertInto('forms_browsers')
    .values({ id: 'x', person: account, place: 'alder', expires_at: at + OWNER_LIFETIME })
    .execute()
  const kept = { id: 'x', browser: 'x', sealed: '', kept_at: at, expires_at: at + FORM_LIFETIME }
  await short.insertInto('forms_kept').values(kept).execute()
  await takeTry(hub, limitsFor('password', 'typed', 'place'))

  const mailed = { token_hash: 'hash', account, created_at: at, expires_at: at + HOUR, ended_at: null }
  await db.insertInto('password_resets').values(mailed).execute()
  await db
    .insertInto('email_changes')
    .values({ ...mailed, expires_at: at, email: 'new@alder.example' })
    .execute()
  const end = { id: 'end', account, kept_session: null, at, audit_id: null, done_at: at }
  await db.insertInto('session_ends').values(end).execute()
}

/** What acts leave beside logins. */
async function leaveMore(hub: Peopled): Promise<void> {
  const { db, alder: organization } = hub
  const [at, account, auditId] = [hub.now(), hub.alderMasterAccount.id, newId('aud')]
  const device = { account, user_agent: 'x', first_seen_at: at }
  await db
    .insertInto('devices')
    .values({ ...device, id_hash: 'known', last_seen_at: at })
    .execute()
  await db
    .insertInto('devices')
    .values({ ...device, id_hash: 'newer', last_seen_at: at + 1 })
    .execute()
  const event = { deployment: psaUs, n: 1, type: 'session_ended', payload: '{}', organization, account } as const
  await db
    .insertInto('hub_events')
    .values({ ...event, at, audit_id: auditId })
    .execute()
  await db.insertInto('hub_sessions').values({ uid: 'uid', seen_at: at, ended_at: at, entombed_at: at }).execute()
  const sid = { client: 'wiki', sid: 'sid', hub_session: 'uid', account, organization }
  await db
    .insertInto('product_sessions')
    .values({ ...sid, first_at: at, last_at: at, ended_at: null })
    .execute()
  await queueLogouts(hub, [{ client: 'wiki', sid: 'sid', hubSession: 'uid', account, organization }], { auditId })
  await db.updateTable('logout_deliveries').set({ answered_at: at }).execute()
  await db.insertInto('invitation_mails').values({ organization, email_key: 'x', at }).execute()
  const notice = { id: newId('ntc'), kind: 'account_deleted', recipient: 'x', details_sealed: 'x' } as const
  await db
    .insertInto('notices')
    .values({ ...notice, created_at: at, sent_at: at, tries: 1, next_try_at: at, failed_at: null, last_error: null })
    .execute()
}

async function countRows<Schema>(db: Kysely<Schema>, tables: readonly (keyof Schema & string)[]) {
  const count = async (table: string) => {
    const { rows } = await sql`select 1 from ${sql.table(table)}`.execute(db)
    return [table, rows.length] as const
  }
  return Promise.all(tables.map(count))
}

async function left({ short, db }: Peopled): Promise<readonly string[]> {
  const found: string[] = []
  for (const table of SHORT) {
    if ((await short.selectFrom(table).selectAll().execute()).length > 0) found.push(table)
  }
  for (const table of LEDGER) {
    if ((await db.selectFrom(table).selectAll().execute()).length > 0) found.push(table)
  }
  return found
}

/** Lets time pass, and one turn of every loop. */
async function pruneAfter(hub: Peopled, duration: number): Promise<void> {
  hub.pass(duration)
  // For the database's clock it passes by this.
  await hub.db.deleteFrom('loop_claims').execute()
  const housekeeping = startHousekeeping(hub, {
    endSession: async () => {},
    sendLogoutToken: async () => 'gone',
    followSigningKeys: async () => {},
    pruneProvider: () => pruneShortLived(hub),
    deliverNotices: async () => {},
  })
  await eventually('every loop has taken a turn', () => housekeeping.states().every(({ turns }) => turns > 0))
  await housekeeping.stop()
}
