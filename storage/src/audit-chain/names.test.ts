import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { databases } from '../testing/index.ts'
import { exportAsJson } from './export-entries.ts'
import { listEntries } from './list-entries.ts'
import { eraseNames, readNames } from './names.ts'
import { act, change, openLog, openSealed, seal, sources, verify } from './testing/acts-log.ts'

for (const database of databases) {
  describe(`names beside sealed entries, on ${database.name}`, () => {
    it('are those of then, and their chain verifies after an erasure (FW1)', async () => {
      await using log = await openSealed(database)
      await act(log.db, 'h', 40, 'alder', 'acts', {
        actor: { name: 'Ada', person: 'usr_1' },
        subject: { name: 'Ben', person: 'usr_2' },
      })
      await seal(log.db)
      assert.deepEqual(await namesOf(log.db, 'h'), { actor: 'Ada', subject: 'Ben' })
      assert.equal(await namesOf(log.db, 'a'), null, 'an entry from before')

      assert.equal(await eraseNames(log.db, sources, 'usr_2'), 1)

      assert.deepEqual(await namesOf(log.db, 'h'), { actor: 'Ada', subject: null })
      assert.equal((await verify(log.db)).problem, null)
      const { rows } = await sql<{ text: string }>`select what || name_hashes as text from acts where id = 'h'`.execute(
        log.db,
      )
      assert.doesNotMatch(rows[0]?.text ?? '', /Ada|Ben/)
    })

    for (const [tampering, text] of Object.entries({
      'a changed name': "update names set name = 'Eve' where role = 'subject'",
      'a changed salt': "update names set salt = 'x' where role = 'actor'",
      'names that changed places': "update names set role = case role when 'actor' then 'subject_' else 'actor_' end",
      'a name that was put beside an entry without any':
        "insert into names (entry, role, salt, name) values ('a', 'actor', 'x', 'Eve')",
    })) {
      it(`betray ${tampering} (FW1)`, async () => {
        await using log = await openSealed(database)
        const [ada, ben] = [
          { name: 'Ada', person: 'usr_1' },
          { name: 'Ben', person: 'usr_2' },
        ]
        await act(log.db, 'h', 40, 'alder', 'acts', { actor: ada, subject: ben })
        await seal(log.db)
        assert.equal((await verify(log.db)).problem, null)

        await change(text)(log.db)

        const { kind, entry } = (await verify(log.db)).problem ?? {}
        assert.deepEqual([kind, entry], ['name_changed', text.startsWith('insert') ? 'a' : 'h'])
      })
    }

    it('salt one name for each entry, so that no hash tells that two are the same', async () => {
      await using log = await openLog(database)
      for (const id of ['a', 'b']) await act(log.db, id, 1, 'alder', 'acts', { actor: { name: 'Ada', person: null } })

      const { rows } = await sql<{ hashes: string }>`select distinct name_hashes as hashes from acts`.execute(log.db)

      assert.equal(rows.length, 2)
    })

    it('are taken along with their salts', async () => {
      await using log = await openLog(database)
      await act(log.db, 'a', 1, 'alder', 'acts', { actor: { name: 'Ada', person: 'usr_1' } })

      const text = (await Array.fromAsync(exportAsJson(log.db, { sources, chain: 'alder' }))).join('')

      const { entries } = JSON.parse(text) as { entries: { names: { role: string; salt: string; name: string }[] }[] }
      assert.deepEqual(
        entries.map(({ names }) => names.map(({ role, name }) => [role, name])),
        [[['actor', 'Ada']]],
      )
      assert.match(entries[0]?.names[0]?.salt ?? '', /^[\w-]{22}$/)
    })
  })
}

async function namesOf(db: Parameters<typeof verify>[0], id: string) {
  const order = { order: 'oldest_first', limit: 100 } as const
  const listed = (await listEntries(db, { sources, chain: 'alder', ...order })).find(({ entry }) => entry.id === id)
  return readNames(listed?.entry['name_hashes'], listed?.names ?? [])
}
