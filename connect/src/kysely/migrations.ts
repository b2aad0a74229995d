import { readFileSync } from 'node:fs'

const names = ['0001-tables.sql']

/**
 * The kit's tables as numbered SQL texts, to be applied in this order, each once and in one transaction, by whatever
 * runs the host's own migrations. They never change once released; new ones are added at the end.
 */
export const migrations: {
  readonly name: 'connect'
  readonly migrations: readonly { readonly name: string; readonly sql: string }[]
} = {
  name: 'connect',
  migrations: names.map((name) => ({
    name,
    sql: readFileSync(new URL(`../../migrations/${name}`, import.meta.url), 'utf8'),
  })),
}
