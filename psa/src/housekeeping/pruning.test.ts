import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { copyRow, databases, eventually, statementsOf, watchSizes } from '@lanyard/storage/testing'
import { openPace } from '@lanyard/running/testing'
import { sql } from 'kysely'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { mailForgottenLink } from '../login/mail-reset-link.ts'
import { prepareDelivery } from '../mail/deliver-mails.ts'
import { startHousekeeping } from './start-housekeeping.ts'

const HOUR = 3600
const DAY = 24 * HOUR

for (const dialect of databases) {
  describe(`what logins and mails leave at the PSA, on ${dialect.name}`, () => {
    it('is gone once it has served, and not before (FR10)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await psa.browser().logIn('alder', 'tech')
      await psa.browser().logIn('alder', 'tech', 'a wrong password')
      await mailForgottenLink(psa, tech)
      const full = { sessions: 1, password_resets: 1, mails: true, guard_tries: true, forms_browsers: 1 }

      await pruneAfter(psa, HOUR / 2)
      assert.deepEqual(await left(psa), full)
      await pruneAfter(psa, HOUR)
      assert.deepEqual(await left(psa), { ...full, password_resets: 0, guard_tries: false })
      await pruneAfter(psa, 12 * HOUR)
      const late = { ...full, sessions: 0, password_resets: 0, guard_tries: false }
      assert.deepEqual(await left(psa), late)
      await pruneAfter(psa, 30 * DAY)
      assert.deepEqual(await left(psa), { ...late, mails: false, forms_browsers: 0 })
    })

    it('goes in small portions, however much it is (FR11)', async (test) => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await psa.browser().logIn('alder', 'tech')
      await mailForgottenLink(psa, tech)
      // More than a portion.
      const copies = 600
      await copyRow(psa.db, 'sessions', { copies, unique: ['id', 'secret_hash'] })
      await copyRow(psa.db, 'password_resets', { copies, unique: ['token_hash'] })
      await copyRow(psa.db, 'mails', { copies, unique: ['id'] })
      await copyRow(psa.db, 'forms_browsers', { copies, unique: ['id'] })
      await copyRow(psa.db, 'audit_entries', { copies, unique: ['id'] })
      await copyRow(psa.db, 'users', { copies, unique: ['id', 'username'] })
      await psa.db.updateTable('users').set({ keys_of: null }).execute()
      const sizes = watchSizes(test)

      await pruneAfter(psa, 400 * DAY)

      const { rows, text } = sizes.largest()
      assert.ok(rows <= 500, `${rows} rows: ${text}`)
      const { sessions, password_resets, mails, forms_browsers } = await left(psa)
      assert.deepEqual([sessions, password_resets, mails, forms_browsers], [0, 0, false, 0])
      const unkeyed = await psa.db.selectFrom('users').select('id').where('keys_of', 'is', null).execute()
      const sealed = await psa.db.selectFrom('audit_sealed').select('entry').execute()
      assert.deepEqual([unkeyed.length, sealed.length > copies], [0, true])
    })
  })
}

describe('what the PSA does without being asked', () => {
  it('asks its database for less than two things in a second in which nothing happens (FR11)', async () => {
    await using psa = await openTestPsa()
    const pace = openPace()
    const housekeeping = startHousekeeping(psa, prepareDelivery(psa), pace)
    const loops = housekeeping.states().length
    await pace.pass(0, loops)

    const sent = await statementsOf(() => pace.pass(60_000, loops))
    await housekeeping.stop()

    // The kit's rounds ask for the rest.
    assert.ok(sent.length > 10 && sent.length <= 84, `${sent.length} in a minute: ${[...new Set(sent)].join('; ')}`)
  })
})

describe('what the PSA forgets', () => {
  it('is left to the node whose turn it is (FR11)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    await psa.browser().logIn('alder', 'tech')
    const claim = { loop: 'pruning', holder: 'another node', free_at: Date.now() + 60_000 }
    await psa.db.insertInto('loop_claims').values(claim).execute()
    psa.wait(30 * DAY)

    await takeTurns(psa)
    assert.equal((await left(psa)).sessions, 1)
    await pruneAfter(psa, 0)
    assert.equal((await left(psa)).sessions, 0)
  })
})

async function left({ db }: TestPsa) {
  const count = async (table: 'sessions' | 'password_resets' | 'mails' | 'forms_browsers') =>
    (await db.selectFrom(table).selectAll().execute()).length
  const { rows } = await sql`select key from guard_tries`.execute(db)
  return {
    sessions: await count('sessions'),
    password_resets: await count('password_resets'),
    mails: (await count('mails')) > 0,
    guard_tries: rows.length > 0,
    forms_browsers: await count('forms_browsers'),
  }
}

/** Lets time pass, and one turn of every loop. */
async function pruneAfter(psa: TestPsa, seconds: number): Promise<void> {
  psa.wait(seconds)
  // For the database's clock it passes by this.
  await psa.db.deleteFrom('loop_claims').execute()
  await takeTurns(psa)
}

async function takeTurns(psa: TestPsa): Promise<void> {
  const housekeeping = startHousekeeping(psa, async () => {})
  await eventually('every loop has taken a turn', () => housekeeping.states().every(({ turns }) => turns > 0))
  await housekeeping.stop()
}
