import { readFileSync } from 'node:fs'

const names = [
  '0001-tables.sql',
  '0002-logout-tokens.sql',
  '0003-unlinked-at-hub.sql',
  '0004-audit-by-time.sql',
  '0005-hub-sessions.sql',
  '0006-subject-ends.sql',
  '0007-local-sessions.sql',
  '0008-suspended-links.sql',
  '0009-links-by-check.sql',
  '0010-remaining-access.sql',
  '0011-sign-ins-used.sql',
  '0022-due.sql',
  '0023-audit-names.sql',
]

/**
 * The kit's tables as numbered SQL texts, to be applied in this order, each once and in one transaction, by whatever
 * runs the host's own migrations. They never change once released; new ones are added at the end.
 *
 * @example
 * import { DatabaseSync } from 'node:sqlite'
 * import { migrations } from '@lanyard/connect/kysely'
 *
 * const file = new DatabaseSync(':memory:')
 * for (const { sql } of migrations.migrations) file.exec(`begin; ${sql}; commit`)
 *
 * const tables = file.prepare("select name from sqlite_master where type = 'table'").all()
 * assert.ok(tables.every(({ name }) => String(name).startsWith('connect_')))
 */
export const migrations: {
  readonly name: 'connect'
  readonly migrations: readonly { readonly name: string; readonly sql: string }[]
} = {
  name: 'connect',
  migrations: names.map((name) => ({
    name,
    sql: readFileSync(new URL(`../../../migrations/${name}`, import.meta.url), 'utf8'),
  })),
}
