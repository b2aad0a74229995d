import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { knownBrowser, limitsFor } from '../limits/limits.ts'
import { GUARD_TABLES, readGuardMigrations } from '../tables.ts'
import { hashPassword } from './hash-password.ts'
import { tryPassword } from './try-password.ts'

/** More than the queue takes of strangers at once. */
const MANY = 90

describe('tryPassword', () => {
  it('counts a wrong password, and none that was not looked at because too many wait (FL3)', async () => {
    const [dialect] = databases
    assert.ok(dialect)
    await using database = await dialect.open<{ guard_tries: { key: string; count: number } }>([
      await readGuardMigrations(),
    ])
    const counters = { db: database.db, table: GUARD_TABLES.tries, now: () => 1000 }
    const at = (account: string) => limitsFor('password', account, 'place')

    const tries = Array.from({ length: MANY }, (_, index) => {
      const attempt = { limits: at(`account ${index}`), password: 'wrong', findHash: async () => null }
      return tryPassword(counters, attempt)
    })
    const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome)

    const wrong = outcomes.filter((outcome) => outcome === 'wrong').length
    assert.ok(wrong > 0 && wrong < MANY)
    assert.equal(outcomes.filter((outcome) => outcome === 'busy').length, MANY - wrong)
    const rows = await database.db.selectFrom('guard_tries').selectAll().execute()
    assert.equal(rows.find(({ key }) => key === at('').shared?.source.key)?.count, wrong)
  })

  it('lets a browser that the account knows pass the strangers who wait (T34, FL3)', async () => {
    const [dialect] = databases
    assert.ok(dialect)
    await using database = await dialect.open<object>([await readGuardMigrations()])
    const counters = { db: database.db, table: GUARD_TABLES.tries, now: () => 1000 }
    const ended: string[] = []
    const gate = Promise.withResolvers<null>()
    const tryFrom = async (source: string, findHash: () => Promise<null>) => {
      await tryPassword(counters, { limits: limitsFor('password', source, source), password: 'wrong', findHash })
      ended.push(source)
    }

    const arrived = Array.from({ length: 20 }, () => Promise.withResolvers<null>())
    const strangers = arrived.map(({ resolve }, index) =>
      tryFrom(`place ${index}`, () => {
        resolve(null)
        return gate.promise
      }),
    )
    await Promise.all(arrived.map(({ promise }) => promise))
    const owner = tryFrom(knownBrowser('hash'), () => {
      gate.resolve(null)
      return gate.promise
    })
    await Promise.all([...strangers, owner])

    // In the order of arrival it would be the last. Its own hash may take as long as many of theirs on a busy machine.
    assert.ok(ended.indexOf(knownBrowser('hash')) < strangers.length - 4)
  })

  it('forgives the account where the password is right, and looks at nothing while a wait runs', async () => {
    const [dialect] = databases
    assert.ok(dialect)
    await using database = await dialect.open<object>([await readGuardMigrations()])
    const counters = { db: database.db, table: GUARD_TABLES.tries, now: () => 1000 }
    const hash = await hashPassword('seven herons over the weir')
    const attempt = { limits: limitsFor('password', 'account', 'place'), findHash: async () => hash }
    const asked = async (password: string) => (await tryPassword(counters, { ...attempt, password })).outcome

    for (let tries = 0; tries < 3; tries++) assert.equal(await asked('wrong'), 'wrong')
    assert.equal(await asked('seven herons over the weir'), 'right')
    for (let tries = 0; tries < 5; tries++) assert.equal(await asked('wrong'), 'wrong')
    assert.deepEqual(await tryPassword(counters, { ...attempt, password: 'seven herons over the weir' }), {
      outcome: 'limited',
      seconds: 1,
    })
  })
})
