import assert from 'node:assert/strict'
import { argon2, randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { promisify } from 'node:util'
import { GUARD_TABLES, limitsFor, takeTry } from '@lanyard/guard'
import { databases } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { aCompany, openTestRmm, PASSWORD, type TestRmm } from '../testing.ts'
import { migrationsOfRmm } from './database.ts'
import { addPerson } from './people.ts'

describe("RMM's passwords", () => {
  it('are tried a few times, and then ever more slowly, as at the hub (FL7)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)

    for (const username of ['tech', 'nobody']) {
      const statuses: number[] = []
      for (let tries = 0; tries < 60; tries += 1) {
        statuses.push((await rmm.browser().logIn('alder', username, 'a wrong password')).status)
      }

      assert.deepEqual(statuses.slice(0, 5), [401, 401, 401, 401, 401])
      assert.ok(statuses.filter((status) => status === 429).length > 40, statuses.join())
    }
  })

  it('are tried freely with a browser that the person knows, whatever strangers did (FL7, T34)', async () => {
    await using rmm = await openTestRmm()
    const { techId } = await aCompany(rmm)
    const own = rmm.browser()
    await own.logIn('alder', 'tech')
    await own.post('/logout')
    await guessForLong(rmm, techId)

    assert.equal((await rmm.browser().logIn('alder', 'tech')).status, 429)
    assert.equal((await own.logIn('alder', 'tech')).status, 303)
  })

  it('are counted, too, where they are asked for before something ends', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'admin')
    const statuses: number[] = []

    for (let tries = 0; tries < 20; tries += 1) {
      statuses.push((await browser.post('/my-settings/disable', { password: 'wrong' })).status)
    }

    assert.ok(statuses.includes(401) && statuses.includes(429), statuses.join())
  })

  it('are long, as they are the only factor, and nothing that others would try first (FL8)', async () => {
    await using rmm = await openTestRmm()
    const { companyId } = await aCompany(rmm)
    const person = { companyId, username: 'norah', name: 'Norah New', role: 'technician' } as const

    for (const [password, code] of [
      ['password1234', 'password_too_short'],
      ['aaaaaaaaaaaa', 'password_too_short'],
      ['aaaaaaaaaaaaaaaaaaaa', 'password_common'],
      ['alderalderalder', 'password_contains_name'],
      ['lanterns of norah', 'password_contains_name'],
    ] as const) {
      await assert.rejects(addPerson(rmm, { ...person, password }), new RegExp(code), password)
    }
    assert.ok(await addPerson(rmm, { ...person, password: 'lanyard-demo-password' }))
  })

  for (const dialect of databases) {
    it(`that were hashed by the version before go on working on ${dialect.name}`, async () => {
      await using rmm = await openTestRmm(dialect)
      const { techId } = await aCompany(rmm)
      const nonce = randomBytes(16)
      const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
      const hash = await promisify(argon2)('argon2id', { ...cost, message: PASSWORD, nonce })
      const password = `${nonce.toString('base64url')}.${hash.toString('base64url')}`
      await rmm.db.updateTable('people').set({ password }).where('id', '=', techId).execute()

      const [own] = await migrationsOfRmm()
      await sql.raw(own?.migrations.find(({ name }) => name.startsWith('0004'))?.sql ?? '').execute(rmm.db)

      assert.equal((await rmm.browser().logIn('alder', 'tech')).status, 303)
    })
  }
})

/** Strangers have guessed from this machine's address until the next try has to wait for minutes. */
async function guessForLong({ db }: Pick<TestRmm, 'db'>, account: string): Promise<void> {
  let now = Date.now() - 600_000
  const counters = { db, table: GUARD_TABLES.tries, now: () => now }
  for (;;) {
    const wait = (await takeTry(counters, limitsFor('password', account, '127.0.0.1'))) * 1000
    if (now + wait > Date.now() + 60_000) return
    now += wait
  }
}
