import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql, type SqlBool } from 'kysely'
import { databases, type TestDialect } from '../testing/index.ts'
import { inByteOrder, keyTexts, namedTable, type NameKeyColumns, nameKeys, resembling } from './index.ts'

interface Schema {
  people: NameKeyColumns & { id: string; name: string; email: string }
}

const tables = `
create table people (id text primary key, name text not null, email text not null);
alter table people add column name_key text;
alter table people add column email_key text;
alter table people add column keys_of text;
create index people_unkeyed on people (id) where (keys_of = name || ' ' || email) is not true;`

const composed = { id: '1', name: 'Ünal', email: 'uenal@a.example' }
const decomposed = { id: '2', name: 'U\u0308nal Demir', email: 'demir@a.example' }
const other = { id: '3', name: 'Zoe', email: 'Ünal@a.example' }
const unlike = { id: '4', name: 'Unal 100%', email: '_@a.example' }

for (const dialect of databases) {
  describe(`keys of names on ${dialect.name}`, () => {
    it('find a name in any case and composition, also a row that is not keyed yet (FT6)', async () => {
      await using people = await open(dialect)
      await people.insert(composed, decomposed)
      await people.insertUnkeyed(other, unlike)

      for (const search of ['ünal', 'ÜNAL', 'u\u0308nal', ' Ünal ']) {
        assert.deepEqual(await people.search(search), ['1', '2', '3'], search)
      }
      assert.deepEqual(await people.search('100%'), ['4'])
      assert.deepEqual(await people.search('_@'), ['4'])
      assert.deepEqual(await people.search('nobody'), [])
      assert.equal(await people.search(' \u200b'), null)
      await keyTexts(people, namedTable('people'))
      assert.deepEqual(await people.search('ÜNAL'), ['1', '2', '3'])
    })

    it('are made for what a version without them wrote, and made again for what it renamed (FT6)', async () => {
      await using people = await open(dialect)
      const many = Array.from({ length: 1203 }, (_, index) => ({
        id: `m${index}`,
        name: `Ü${index}`,
        email: 'm@a.example',
      }))
      await people.insertUnkeyed(...many)
      await people.insert(composed)
      await people.db.updateTable('people').set({ name: 'Öz' }).where('id', '=', '1').execute()

      assert.deepEqual(await people.search('öz'), ['1'])
      assert.deepEqual(await people.search('ünal'), [], 'the keys are of the name before')
      await keyTexts(people, namedTable('people'), AbortSignal.abort())
      assert.equal(await people.countKeyed('Ü7', 'm7'), 0, 'a stop comes before a batch')
      await keyTexts(people, namedTable('people'))

      assert.equal(await people.countKeyed('Ü7', 'm7'), 1)
      assert.equal(await people.countKeyed('Öz', '1'), 1)
      assert.equal((await people.search('ü'))?.length, 1203)
    })

    it('find more unkeyed rows than a statement takes parameters (FT6)', async () => {
      await using people = await open(dialect)
      await sql`insert into people (id, name, email)
        with recursive numbered (number) as (select 1 union all select number + 1 from numbered where number < 66000)
        select 'm' || number, 'A', '' from numbered`.execute(people.db)

      assert.equal((await people.search('a'))?.length, 66_000)
    })

    it('sort alike on every database (FT6)', async () => {
      await using people = await open(dialect)
      if (dialect.name === 'PostgreSQL') {
        // As a database that sorts by a language, which that of the tests does not.
        await sql`alter table people alter column name_key type text collate "und-x-icu"`.execute(people.db)
      }
      const names = ['Zoe', 'ärger', 'a-b', 'ab', 'a b', 'Ünal', 'Uz', 'V']
      await people.insert(...names.map((name, index) => ({ id: String(index), name, email: 'x@a.example' })))

      const rows = await people.db
        .selectFrom('people')
        .select('name')
        .orderBy(inByteOrder(people.db, sql.ref('name_key')))
        .execute()

      assert.deepEqual(
        rows.map(({ name }) => name),
        ['a b', 'a-b', 'ab', 'ärger', 'Uz', 'Ünal', 'V', 'Zoe'],
      )
    })
  })
}

async function open(dialect: TestDialect) {
  const database = await dialect.open<Schema>([
    { name: 'people', migrations: [{ name: '0001-people.sql', sql: tables }] },
  ])
  const { db } = database
  return {
    ...database,
    insert: (...rows: (typeof composed)[]) =>
      db
        .insertInto('people')
        .values(rows.map((row) => ({ ...row, ...nameKeys(row) })))
        .execute(),
    insertUnkeyed: (...rows: (typeof composed)[]) =>
      db
        .insertInto('people')
        .values(rows.map((row) => ({ ...row, name_key: null, email_key: null, keys_of: null })))
        .execute(),
    async search(search: string) {
      const among = db.selectFrom('people').select('id')
      const meant = await resembling(db, namedTable('people'), { search, among })
      if (meant === null) return null
      const rows = await db
        .selectFrom('people')
        .select('id')
        .where(sql<SqlBool>`(${sql.join(meant, sql` or `)})`)
        .orderBy('id')
        .execute()
      return rows.map(({ id }) => id)
    },
    async countKeyed(name: string, id: string) {
      const key = nameKeys({ name, email: '' }).name_key
      return (await db.selectFrom('people').select('id').where('id', '=', id).where('name_key', '=', key).execute())
        .length
    },
  }
}
