import { openDatabase } from '@lanyard/storage'
import { sql } from 'kysely'

/**
 * A PostgreSQL database as one text of SQL, which an empty database takes as a whole: tables, rows,
 * constraints, indexes, in an order that depends on nothing but what is in them.
 *
 * Neither `pg_dump` nor `psql` comes with the packages, and the parts' SQL is the little that SQLite understands as well.
 *
 * @throws {Error} the schema has something that would be lost
 */
export async function dumpPostgres(location: string): Promise<string> {
  const database = await openDatabase(location, { connections: 1 })
  try {
    const lines = async (query: string) =>
      (await sql.raw<{ line: string }>(query).execute(database.db)).rows.map(({ line }) => line)
    const lost = await lines(LOST)
    if (lost.length > 0)
      throw new Error(`A dump holds tables, constraints and indexes; it would lose ${lost.join(', ')}`)
    const rows: string[] = []
    for (const query of await lines(QUERIES_FOR_ROWS)) rows.push(...(await lines(query)))
    const parts = [await lines(TABLES), rows, await lines(CONSTRAINTS), await lines(INDEXES)]
    return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`
  } finally {
    await database.close()
  }
}

const OURS = 'current_schema()::regnamespace'

/** Everything of the schema that is neither a plain table nor an index. */
const LOST = `
  select relname as line from pg_class where relnamespace = ${OURS} and relkind not in ('r', 'i')
  union all select tgname from pg_trigger join pg_class on pg_class.oid = tgrelid
    where relnamespace = ${OURS} and not tgisinternal
  union all select proname from pg_proc where pronamespace = ${OURS}
  union all select attname from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = ${OURS} and attnum > 0 and (attidentity <> '' or attgenerated <> '')
  order by 1`

const TABLES = `
  select format('create table %I (%s);', relname, string_agg(
    format('%I %s', attname, format_type(atttypid, atttypmod))
      || coalesce(' default ' || pg_get_expr(adbin, adrelid), '')
      || case when attnotnull then ' not null' else '' end,
    ', ' order by attnum)) as line
  from pg_class
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
  left join pg_attrdef on adrelid = attrelid and adnum = attnum
  where relnamespace = ${OURS} and relkind = 'r'
  group by relname order by relname collate "C"`

/** For each table a query that gives a statement for each row. */
const QUERIES_FOR_ROWS = `
  select format(
    'select line from (select format(''insert into %I values (%%s);'', concat_ws('', '', %s)) as line from %I) as statements order by line collate "C"',
    relname, string_agg(format('quote_nullable(%I)', attname), ', ' order by attnum), relname) as line
  from pg_class
  join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
  where relnamespace = ${OURS} and relkind = 'r'
  group by relname order by relname collate "C"`

/** Foreign keys last: they name the keys of other tables. PostgreSQL keeps "not null" as a constraint, too. */
const CONSTRAINTS = `
  select format('alter table %I add constraint %I %s;', relname, conname, pg_get_constraintdef(pg_constraint.oid)) as line
  from pg_constraint join pg_class on pg_class.oid = conrelid
  where relnamespace = ${OURS} and contype <> 'n'
  order by contype = 'f', relname collate "C", conname collate "C"`

const INDEXES = `
  select pg_get_indexdef(indexrelid) || ';' as line
  from pg_index join pg_class on pg_class.oid = indexrelid
  where relnamespace = ${OURS}
    and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u', 'x'))
  order by relname collate "C"`
