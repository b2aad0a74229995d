import { FORM_LIFETIME, OWNER_LIFETIME } from '@lanyard/forms'
import { limitsFor } from '@lanyard/guard'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, eventually } from '@lanyard/storage/testing'
import { openPeopledHub } from '../../testing.ts'
import { identify } from '../people/ceremonies/advance.ts'
import { HOUR, MINUTE } from '../clock.ts'
import { shortMigrations } from '../db/open.ts'
import type { Short } from '../db/schema.ts'
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
  })
}

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
