import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { databases } from '../testing/index.ts'
import { listEntries } from './list-entries.ts'
import { sealDue } from './seal-due.ts'
import { LARGEST_BATCH } from './seal-entries.ts'
import { sources, openLog, act, seal, verify } from './testing/acts-log.ts'

for (const database of databases) {
  describe(`sealEntries on ${database.name}`, () => {
    it('seals each company for itself, entry by entry in the order of time', async () => {
      await using log = await openLog(database)
      await act(log.db, 'b', 2)
      await act(log.db, 'a', 1, 'alder', 'kit_acts')
      await act(log.db, 'other', 1, 'birch')
      await act(log.db, 'nobody', 1, null)

      const batches = await seal(log.db)

      assert.deepEqual(batches.map(({ chain, n, entries }) => `${chain} ${n} ${entries}`).sort(), [
        '_ 1 1',
        'alder 1 2',
        'birch 1 1',
      ])
      const listed = await listEntries(log.db, { sources, chain: 'alder', order: 'oldest_first', limit: 10 })
      assert.deepEqual(
        listed.map(({ entry, seal }) => [entry.id, entry.table, seal?.place]),
        [
          ['a', 'kit_acts', 1],
          ['b', 'acts', 2],
        ],
      )
      assert.deepEqual(await seal(log.db), [])
    })

    it('stops between two batches, and has said the head of each by then (FR5)', async () => {
      await using log = await openLog(database)
      const rows = Array.from({ length: LARGEST_BATCH * 2 + 1 }, (_, index) => {
        return { id: `many-${index}`, at: index, company: 'alder', what: 'much' }
      })
      await log.db.insertInto('acts').values(rows).execute()
      const stop = new AbortController()
      const said: unknown[] = []
      const part = { db: log.db, now: () => 10_000, log: { info: (entry: object) => (said.push(entry), stop.abort()) } }

      await sealDue(part, sources, { thorough: true, signal: stop.signal })

      const batches = await log.db.selectFrom('audit_batches').selectAll().execute()
      assert.deepEqual(
        batches.map(({ n, entries, hash }) => ({ event: 'audit_sealed', chain: 'alder', n, entries, hash })),
        said,
      )
      assert.deepEqual(
        batches.map(({ entries }) => entries),
        [LARGEST_BATCH],
      )
    })

    it('looks at the latest, and at all there are where it is thorough', async () => {
      await using log = await openLog(database)
      const part = { db: log.db, now: () => 1_000_000, log: { info: () => undefined } }
      await sealDue(part, sources, { thorough: false })
      await act(log.db, 'forgotten', 1)

      await sealDue(part, sources, { thorough: false })
      const before = (await verify(log.db)).unsealed
      await sealDue(part, sources, { thorough: true })

      assert.deepEqual([before, (await verify(log.db)).unsealed], [1, 0])
    })

    it('looks back to before it failed, however long that took, and all the way at the start of a process', async () => {
      await using log = await openLog(database)
      let at = 1_000_000
      const part = { db: log.db, now: () => at, log: { info: () => undefined } }
      await act(log.db, 'of the process before', 1)
      await sealDue(part, sources, { thorough: false })
      await act(log.db, 'before', at)
      await sql`alter table audit_batches rename to away`.execute(log.db)
      at += 5000
      await assert.rejects(sealDue(part, sources, { thorough: true }))
      at += 7_200_000
      await assert.rejects(sealDue(part, sources, { thorough: false }))
      await sql`alter table away rename to audit_batches`.execute(log.db)
      await act(log.db, 'after', at)

      at += 5000
      await sealDue(part, sources, { thorough: false })

      const { entries, unsealed, problem } = await verify(log.db)
      assert.deepEqual([entries, unsealed, problem], [3, 0, null])
    })

    it('leaves the newest for the next round, and takes one that was committed late into a later batch', async () => {
      await using log = await openLog(database)
      await act(log.db, 'a', 5)
      await act(log.db, 'new', 900)
      await seal(log.db, 800)
      await act(log.db, 'late', 1)

      await seal(log.db, 1000)

      const { batches, entries, unsealed, problem } = await verify(log.db)
      assert.deepEqual([batches, entries, unsealed, problem], [2, 3, 0, null])
      const { rows } = await sql`select entry, n from audit_sealed order by n, place`.execute(log.db)
      assert.deepEqual(rows, [
        { entry: 'a', n: 1 },
        { entry: 'late', n: 2 },
        { entry: 'new', n: 2 },
      ])
    })

    it('gives every entry one place when several nodes seal at once (B12, B14)', async () => {
      await using log = await openLog(database)
      const nodes = [log, await log.second(), await log.second()]
      for (let round = 0; round < 4; round += 1) {
        for (let index = 0; index < 5; index += 1) await act(log.db, `${round}-${index}`, round * 10 + index)
        await Promise.all(nodes.map(({ db }) => seal(db)))
      }
      await seal(log.db)

      const { entries, unsealed, problem } = await verify(log.db)
      assert.deepEqual([entries, unsealed, problem], [20, 0, null])
    })

    it('works off a long arrear in batches of a bounded size', async () => {
      await using log = await openLog(database)
      const many = Array.from({ length: LARGEST_BATCH + 5 }, (_, index) => ({
        id: `x${index}`,
        at: 7,
        company: 'alder',
        what: '',
      }))
      await log.db.insertInto('acts').values(many).execute()

      const batches = await seal(log.db)

      assert.deepEqual(
        batches.map(({ entries }) => entries),
        [LARGEST_BATCH, 5],
      )
      assert.equal((await verify(log.db)).problem, null)
    })
  })
}
