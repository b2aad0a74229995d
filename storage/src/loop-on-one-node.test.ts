import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { type LoopClaimTables, loopOnOneNode } from './index.ts'
import { databases, eventually } from './testing/index.ts'

const claims = {
  name: 'claims',
  migrations: [
    {
      name: '0001-claims.sql',
      sql: 'create table loop_claims (loop text primary key, holder text not null, free_at bigint not null)',
    },
  ],
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const going = new AbortController().signal

/** A node of a part: `turns` counts those that it took; each lasts until `end` is called, where it waits for that. */
function nodeOn(db: Kysely<LoopClaimTables>, work: () => Promise<unknown> = async () => {}) {
  let turns = 0
  const loop = loopOnOneNode(db, {
    name: 'pruning',
    every: HOUR,
    longest: 5 * MINUTE,
    turn: () => {
      turns++
      return work()
    },
  })
  return { look: (signal = going) => loop.turn(signal), turns: () => turns, loop }
}

/** Lets time pass by the database's clock. */
async function pass(db: Kysely<LoopClaimTables>, duration: number): Promise<void> {
  await sql`update loop_claims set free_at = free_at - ${duration}`.execute(db)
}

for (const { name, open } of databases) {
  describe(`loopOnOneNode on ${name}`, () => {
    it('lets one of two nodes take a turn that both look for at once (FR11)', async () => {
      await using database = await open<LoopClaimTables>([claims])
      const [one, other] = [nodeOn(database.db), nodeOn((await database.second()).db)]

      await Promise.all([one.look(), other.look(), one.look(), other.look()])

      assert.equal(one.turns() + other.turns(), 1)
    })

    it('lets the next turn be taken by whichever node looks first after the time is over (FR11)', async () => {
      await using database = await open<LoopClaimTables>([claims])
      const [one, other] = [nodeOn(database.db), nodeOn((await database.second()).db)]
      await one.look()

      await pass(database.db, HOUR / 2)
      await Promise.all([one.look(), other.look()])
      assert.deepEqual([one.turns(), other.turns()], [1, 0])
      await pass(database.db, HOUR / 2)
      await other.look()
      await one.look()

      assert.deepEqual([one.turns(), other.turns()], [1, 1])
      assert.ok(one.loop.every <= MINUTE, 'each looks often enough to be there when another one dies')
    })

    it('goes on without a node that died in its turn, and is not given away by one that comes back (FR11)', async () => {
      await using database = await open<LoopClaimTables>([claims])
      const { db } = await database.second()
      const { promise: silence, resolve: comeBack } = Promise.withResolvers<void>()
      const { promise: working, resolve: end } = Promise.withResolvers<void>()
      const [dead, next, third] = [nodeOn(database.db, () => silence), nodeOn(db, () => working), nodeOn(db)]
      const told = new AbortController()
      const died = dead.look(told.signal)
      await eventually('the turn is taken', () => dead.turns() > 0)

      await pass(db, 4 * MINUTE)
      await next.look()
      assert.equal(next.turns(), 0)
      await pass(db, MINUTE)
      const going = next.look()
      await eventually('the turn is taken again', () => next.turns() > 0)
      told.abort()
      comeBack()
      await died
      await third.look()
      end()
      await going

      assert.deepEqual([next.turns(), third.turns()], [1, 0])
    })

    it('asks no clock but the database’s, also when that one has gone back (FR11)', async (test) => {
      await using database = await open<LoopClaimTables>([claims])
      const node = nodeOn(database.db)
      await node.look()

      const now = Date.now()
      test.mock.method(Date, 'now', () => now + 365 * 24 * HOUR)
      await node.look()
      assert.equal(node.turns(), 1)
      await pass(database.db, -2 * HOUR)
      await node.look()

      assert.equal(node.turns(), 2)
    })

    it('frees a turn at once when it was told to stop, and soon when it failed (FR11)', async () => {
      await using database = await open<LoopClaimTables>([claims])
      const failing = nodeOn(database.db, () => Promise.reject(new Error('away')))
      const node = nodeOn(database.db)

      await node.look(AbortSignal.abort())
      await assert.rejects(failing.look(), /away/)
      await node.look()
      assert.equal(node.turns(), 1)
      await pass(database.db, MINUTE)
      await node.look()

      assert.equal(node.turns(), 2)
    })
  })
}
