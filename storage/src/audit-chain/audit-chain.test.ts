import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { databases } from '../testing/index.ts'
import { hashEntry } from './entry.ts'
import { exportAsJson } from './export-entries.ts'
import { type ListedEntry, listEntries } from './list-entries.ts'
import { type ChainProblem, listChains } from './verify-chain.ts'
import { sources, openLog, act, seal, verify, openSealed, change } from './testing/acts-log.ts'

for (const database of databases) {
  describe(`verifyChain on ${database.name}`, () => {
    it('finds a chain in order, and says how far it goes', async () => {
      await using log = await openSealed(database)

      const { head, ...report } = await verify(log.db)

      assert.deepEqual(report, { chain: 'alder', batches: 2, entries: 6, unsealed: 1, sealedAt: 20, problem: null })
      assert.match(head ?? '', /^[0-9a-f]{64}$/)
      assert.deepEqual(await listChains(log.db, sources), ['alder'])
    })

    it('finds an entry that was slipped in with an old date, sealed or not yet (FX10)', async () => {
      const hours = (count: number) => count * 3_600_000
      await using log = await openLog(database)
      await act(log.db, 'today', hours(50_000))
      await seal(log.db, hours(50_001))
      await act(log.db, 'slow', hours(50_000) - 60_000)
      await seal(log.db, hours(50_001))
      assert.equal((await verify(log.db)).problem, null, 'a commit of a minute')

      await act(log.db, 'forged', hours(30_000))
      const forged = { kind: 'entry_backdated', batch: null, place: null, entry: 'forged' }
      assert.deepEqual((await verify(log.db)).problem, forged)
      await seal(log.db, hours(50_001))
      assert.deepEqual((await verify(log.db)).problem, { ...forged, batch: 3, place: 1 })
    })

    const tamperings: Record<string, [text: string, found: Partial<ChainProblem>]> = {
      'a changed entry': [
        "update acts set what = 'nothing' where id = 'e'",
        { kind: 'entry_changed', batch: 2, entry: 'e' },
      ],
      'a changed entry of the other table': [
        "update kit_acts set at = 3 where id = 'b'",
        { kind: 'entry_changed', batch: 1, entry: 'b' },
      ],
      'an entry that was given to another company': [
        "update acts set company = 'birch' where id = 'a'",
        { kind: 'entry_changed', entry: 'a' },
      ],
      'a deleted entry': ["delete from acts where id = 'd'", { kind: 'entry_removed', batch: 2, place: 1, entry: 'd' }],
      'an entry deleted with its place': [
        "delete from acts where id = 'c'; delete from audit_sealed where entry = 'c'",
        { kind: 'entry_removed', batch: 1, place: 3 },
      ],
      'two entries that changed places': [
        `update audit_sealed set place = 9 where entry = 'd'; update audit_sealed set place = 1 where entry = 'e';
          update audit_sealed set place = 2 where entry = 'd'`,
        { kind: 'entries_reordered', batch: 2, entry: 'd' },
      ],
      'a forged entry in a sealed batch': [
        `insert into acts (id, at, company, what) values ('x', 2, 'alder', 'forged'); insert into audit_sealed values ('x', 'alder', 1, 4, 'y')`,
        { kind: 'entry_inserted', batch: 1, entry: 'x' },
      ],
      'an entry that was changed together with its hash': [
        `insert into acts (id, at, company, what) values ('x', 3, 'alder', 'forged');
          update audit_sealed set entry = 'x', hash = 'HASH' where entry = 'd'`,
        { kind: 'batch_changed', batch: 2 },
      ],
      'a deleted first batch': ['delete from audit_batches where n = 1', { kind: 'batch_missing', batch: 1 }],
      'a deleted last batch': ['delete from audit_batches where n = 2', { kind: 'batch_missing', batch: 2 }],
      'a batch with another time': [
        'update audit_batches set sealed_at = 11 where n = 1',
        { kind: 'batch_changed', batch: 1 },
      ],
      'a batch that follows another one': [
        "update audit_batches set previous_hash = 'x' where n = 2",
        { kind: 'batch_changed', batch: 2 },
      ],
    }
    for (const [name, [text, expected]] of Object.entries(tamperings)) {
      it(`finds ${name}`, async () => {
        await using log = await openSealed(database)

        const forged = hashEntry({ table: 'acts', id: 'x', at: 3, company: 'alder', what: 'forged' })
        for (const statement of text.replace('HASH', forged).split(';')) await change(statement)(log.db)

        const { problem } = await verify(log.db)
        assert.deepEqual({ ...problem, ...expected }, problem)
      })
    }

    it('finds a chain that was cut off or rewritten by a head that was kept elsewhere (B12)', async () => {
      await using log = await openSealed(database)
      const { head } = await verify(log.db)
      assert.ok(head)
      await seal(log.db, 40)
      assert.equal((await verify(log.db, [head])).problem, null)

      for (const text of ['delete from audit_sealed', 'delete from audit_batches', "delete from acts where id = 'd'"])
        await change(text)(log.db)
      await seal(log.db, 50)

      assert.equal((await verify(log.db)).problem, null)
      assert.equal((await verify(log.db, [head])).problem?.kind, 'head_missing')
    })
  })

  describe(`listEntries on ${database.name}`, () => {
    it('pages through several tables without repeating or missing an entry, in either order', async () => {
      await using log = await openSealed(database)
      await act(log.db, 'a2', 0, 'alder', 'kit_acts')
      const read = async (order: 'newest_first' | 'oldest_first') => {
        const ids: string[] = []
        for (let after: { at: number; id: string } | null = null; ;) {
          const page: readonly ListedEntry[] = await listEntries(log.db, {
            sources,
            chain: 'alder',
            order,
            after,
            limit: 3,
          })
          ids.push(...page.map(({ entry }) => entry.id))
          after = page.at(-1)?.entry ?? null
          if (after === null) return ids
        }
      }

      const [oldest, newest] = [await read('oldest_first'), await read('newest_first')]

      assert.deepEqual(oldest, ['a', 'a2', 'b', 'c', 'd', 'e', 'f', 'g'])
      assert.deepEqual(newest, oldest.toReversed())
    })
  })
}

describe('exportAsJson', () => {
  it('writes entries with their places, and the batches from the first that holds any of them to the head', async () => {
    const [database] = databases
    assert.ok(database)
    await using log = await openSealed(database)
    const onlyE = () => sql<boolean>`id = 'e'`

    const text = (await Array.fromAsync(exportAsJson(log.db, { sources, chain: 'alder', where: onlyE }))).join('')

    const { entries, batches } = JSON.parse(text) as {
      entries: { entry: { id: string }; seal: { batch: number; place: number; hash: string } }[]
      batches: { header: { n: number }; hashes: string[] }[]
    }
    assert.deepEqual(
      entries.map(({ entry, seal }) => [entry.id, seal.batch, seal.place]),
      [['e', 2, 2]],
    )
    assert.deepEqual(
      batches.map(({ header, hashes }) => [header.n, hashes[1] === entries[0]?.seal.hash]),
      [[2, true]],
    )
  })
})

describe('docs/audit.md', () => {
  it('holds a script by which anyone can check an export, and which finds what was changed in it', async () => {
    const [database] = databases
    assert.ok(database)
    await using log = await openSealed(database)
    const folder = await mkdtemp(join(tmpdir(), 'lanyard-audit-'))
    const docs = await readFile(new URL('../../../docs/audit.md', import.meta.url), 'utf8')
    const script = join(folder, 'check.mjs')
    await writeFile(script, /```js\n([^]*?)```/.exec(docs)?.[1] ?? '')
    const check = async (text: string) => {
      await writeFile(join(folder, 'audit.json'), text)
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, join(folder, 'audit.json')], {
        encoding: 'utf8',
      })
      return { status, said: stdout + stderr }
    }
    const exported = async (where?: () => RawBuilder<boolean>) =>
      (await Array.fromAsync(exportAsJson(log.db, { sources, chain: 'alder', ...(where && { where }) }))).join('')

    const [whole, part] = [await exported(), await exported(() => sql<boolean>`id = 'e'`)]

    const { head } = await verify(log.db)
    for (const text of [whole, part])
      assert.deepEqual(await check(text), { status: 0, said: `In order up to the head ${head}\n` })
    assert.match((await check(part.replace('did e', 'did f'))).said, /Entry e was changed/)
    assert.match((await check(whole.replace('"sealed_at":10', '"sealed_at":11'))).said, /Batch 1 was changed/)
    await rm(folder, { recursive: true })
  })
})
