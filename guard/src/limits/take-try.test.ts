import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { GUARD_TABLES, readGuardMigrations } from '../tables.ts'
import { knownBrowser, type Limits, limitsFor } from './limits.ts'
import { type Counters, forgiveAccount, forgiveTries, pruneTries, returnTry, takeTry } from './take-try.ts'

async function openCounters(dialect: TestDialect) {
  const database = await dialect.open<object>([await readGuardMigrations()])
  let now = Date.now()
  const counters = { db: database.db, table: GUARD_TABLES.tries, now: () => now }
  const pass = (milliseconds: number) => (now += milliseconds)
  return Object.assign(counters, { pass, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() })
}

async function countsOf({ db, table }: Counters<object>, { own, shared }: Limits) {
  const { rows } = await sql<{ key: string; count: number }>`select key, count from ${sql.table(table)}`.execute(db)
  const countOf = (key?: string) => rows.find((row) => row.key === key)?.count
  return { account: countOf(shared?.account.key), own: countOf(own.key), source: countOf(shared?.source.key) }
}

for (const dialect of databases) {
  describe(`a try that is given back, on ${dialect.name}`, () => {
    it('counts nowhere: not at the account, not at the place, and not at a known browser', async () => {
      await using counters = await openCounters(dialect)
      for (const source of ['place', knownBrowser('hash')]) {
        const limits = limitsFor('password', 'account', source)
        for (let tries = 0; tries < 120; tries++) {
          assert.equal(await takeTry(counters, limits), 0)
          await returnTry(counters, limits)
        }
        for (let tries = 0; tries < 5; tries++) assert.equal(await takeTry(counters, limits), 0)
        assert.equal(await takeTry(counters, limits), 1)
      }
    })

    it('leaves the other tries counted, and is never a credit', async () => {
      await using counters = await openCounters(dialect)
      const limits = limitsFor('password', 'account', 'place')
      const other = limitsFor('password', 'another account', 'another place')
      for (const each of [limits, other]) {
        assert.equal(await takeTry(counters, each), 0)
        for (let times = 0; times < 3; times++) await returnTry(counters, each)
      }
      for (let tries = 0; tries < 4; tries++) assert.equal(await takeTry(counters, limits), 0)

      await returnTry(counters, other)

      assert.equal(await takeTry(counters, limits), 0)
      assert.equal(await takeTry(counters, limits), 1)
    })

    it('is the one of a right password at its place, so that no attacker resets a place by an account of their own', async () => {
      await using counters = await openCounters(dialect)
      const at = (account: number) => limitsFor('password', `account ${account}`, 'place')
      for (let account = 0; account < 110; account++) {
        assert.equal(await takeTry(counters, at(account)), 0)
        await forgiveTries(counters, at(account))
      }
      for (let account = 0; account < 99; account++) assert.equal(await takeTry(counters, at(account)), 0)

      assert.equal(await takeTry(counters, at(1000)), 0)
      await forgiveTries(counters, at(1000))

      assert.equal(await takeTry(counters, at(1001)), 0)
      assert.equal(await takeTry(counters, at(1002)), 1)
    })
  })

  describe(`tries that come at once, on ${dialect.name}`, () => {
    it('count one by one, and where one limit refuses them at none of the others', async () => {
      await using counters = await openCounters(dialect)
      const at = (place: string) => limitsFor('password', 'account', place)
      const takeMany = async (from: (index: number) => string) => {
        const tries = Array.from({ length: 50 }, (_, index) => takeTry(counters, at(from(index))))
        return (await Promise.all(tries)).filter((seconds) => seconds === 0).length
      }

      assert.equal(await takeMany(() => 'place'), 5)
      assert.deepEqual(await countsOf(counters, at('place')), { account: 5, own: 5, source: 5 })

      assert.equal(await takeMany((index) => `place ${index}`), 45)
      assert.equal((await countsOf(counters, at('place'))).account, 50)
      const { rows } = await sql<{ count: number }>`select count from ${sql.table(counters.table)}`.execute(counters.db)
      assert.equal(rows.length, 1 + 2 + 2 * 45)
    })
  })

  describe(`a right secret, on ${dialect.name}`, () => {
    it('lets its account begin again at its place, and no other account there', async () => {
      await using counters = await openCounters(dialect)
      const [limits, other] = ['account', 'other'].map((account) => limitsFor('password', account, 'place'))
      assert.ok(limits && other)
      for (const each of [limits, other, limits, other, limits, other, limits, other]) await takeTry(counters, each)

      await forgiveTries(counters, limits)

      for (let tries = 0; tries < 5; tries++) assert.equal(await takeTry(counters, limits), 0)
      assert.equal(await takeTry(counters, other), 0)
      assert.equal(await takeTry(counters, other), 1)
    })
  })

  describe(`a clock that was ahead, on ${dialect.name}`, () => {
    it('locks no one for longer than the longest wait, and another node that is a little behind lets no one in', async () => {
      await using counters = await openCounters(dialect)
      const limits = limitsFor('password', 'account', knownBrowser('hash'))
      const [ahead, longest] = [86_400_000, 900]
      const exhaust = async () => {
        for (let wait = 0; wait < longest; counters.pass(wait * 1000)) wait = await takeTry(counters, limits)
        counters.pass(-longest * 1000)
      }
      counters.pass(ahead)
      await exhaust()

      counters.pass(-30_000)
      assert.equal(await takeTry(counters, limits), longest + 30)
      counters.pass(30_000 - ahead)
      assert.equal(await takeTry(counters, limits), 0)
      assert.equal(await takeTry(counters, limits), longest)
    })
  })

  describe(`a counter that nothing touches, on ${dialect.name}`, () => {
    it('goes after an hour, and no other one', async () => {
      await using counters = await openCounters(dialect)
      const limits = ['old', 'new'].map((account) => limitsFor('password', account, knownBrowser(account)))
      const [old, fresh] = limits
      assert.ok(old && fresh)
      await takeTry(counters, old)
      counters.pass(3_600_001)
      await takeTry(counters, fresh)

      await pruneTries(counters)

      const { rows } = await sql<{ key: string }>`select key from ${sql.table(counters.table)}`.execute(counters.db)
      assert.deepEqual(
        rows.map(({ key }) => key),
        [fresh.own.key],
      )
    })
  })

  describe(`an account that is forgiven, on ${dialect.name}`, () => {
    it('is open again from everywhere, by a right secret or by who may reset it', async () => {
      for (const forgive of ['forgiveTries', 'forgiveAccount'] as const) {
        await using counters = await openCounters(dialect)
        const from = (place: string) => limitsFor('password', 'account', place)
        for (let place = 0; place < 50; place++) assert.equal(await takeTry(counters, from(`place ${place}`)), 0)
        for (const place of ['place 1', 'another place']) assert.equal(await takeTry(counters, from(place)), 1)

        if (forgive === 'forgiveTries') await forgiveTries(counters, from('place 1'))
        else await forgiveAccount(counters, 'password', 'account')

        assert.equal(await takeTry(counters, from('another place')), 0, forgive)
      }
    })
  })
}
