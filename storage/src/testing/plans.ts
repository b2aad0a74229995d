import { DatabaseSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import pg from 'pg'

/** Statements that were sent, each with the connection that it went over. */
export interface SentStatements {
  readonly sqlite: ReadonlyMap<string, DatabaseSync>
  readonly postgres: ReadonlyMap<string, pg.Client>
  readonly count: () => number
}

/**
 * Keeps every statement that this process sends from here on, below everything that writes them: so none is left out of
 * {@link findScans} because a list of them was not brought up to date.
 */
export function keepStatements(test: TestContext): SentStatements {
  const sqlite = new Map<string, DatabaseSync>()
  const postgres = new Map<string, pg.Client>()
  const prepare: DatabaseSync['prepare'] = Reflect.get(DatabaseSync.prototype, 'prepare')
  test.mock.method(DatabaseSync.prototype, 'prepare', function keep(this: DatabaseSync, text: string) {
    sqlite.set(text, this)
    return prepare.call(this, text)
  })
  const query: (...args: unknown[]) => unknown = Reflect.get(pg.Client.prototype, 'query')
  test.mock.method(pg.Client.prototype, 'query', function keep(this: pg.Client, ...args: readonly unknown[]) {
    const [sent] = args
    const text: unknown = typeof sent === 'object' && sent !== null && 'text' in sent ? sent.text : sent
    if (typeof text === 'string') postgres.set(text, this)
    return query.apply(this, [...args])
  })
  return { sqlite, postgres, count: () => sqlite.size + postgres.size }
}

/**
 * Which of these statements read a whole table, or a whole index, because none fits what they look for.
 *
 * PostgreSQL may use no other way where an index would do, so that its choice does not hang on how few rows a test has. A
 * partial index, and one that is read in its order up to a limit, are made for being read from their beginning.
 *
 * @param small tables of which reading all is as good as an index
 * @returns for each what is read, and the statement; call it while the databases are open
 */
export async function findScans(sent: SentStatements, small: ReadonlySet<string>): Promise<readonly string[]> {
  const found: string[] = []
  for (const [text, database] of sent.sqlite) {
    if (reads(text)) found.push(...scansOnSqlite(database, text, small).map((scan) => `${scan}: ${text}`))
  }
  const explainers = new Map<string, Explainer>()
  try {
    for (const [text, { host, port, user, password, database = '' }] of sent.postgres) {
      if (!reads(text)) continue
      const explainer = explainers.get(database) ?? (await openExplainer({ host, port, user, password, database }))
      explainers.set(database, explainer)
      found.push(...(await explainer.scansOf(text, small)).map((scan) => `${scan}: ${text}`))
    }
  } finally {
    for (const { close } of explainers.values()) await close()
  }
  return found
}

/** An insert reads what it selects, if anything. Questions to the database about itself are none. */
function reads(text: string): boolean {
  return (
    /^\s*(select|update|delete|with|insert)\b/i.test(text) &&
    !/\b(sqlite_master|pg_\w+|information_schema)\b/.test(text)
  )
}

/** What is read in the order of an index ends at its limit; with a condition it may read everything to find too little. */
function isBounded(text: string): boolean {
  return /\blimit\b/i.test(text) && !/\bwhere\b/i.test(text)
}

function scansOnSqlite(database: DatabaseSync, text: string, small: ReadonlySet<string>): string[] {
  const partial = new Set(
    database
      .prepare("select name from sqlite_master where type = 'index' and lower(sql) like '% where %'")
      .all()
      .map(({ name }) => String(name)),
  )
  const steps = database.prepare(`explain query plan ${text}`).all()
  return steps.flatMap(({ detail }) => {
    const [, table = '', index = ''] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(String(detail)) ?? []
    // The rows of an insert are no table: "SCAN CONSTANT ROW", "SCAN 3 CONSTANT ROWS".
    if (table === '' || /^(CONSTANT|\d+)$/.test(table) || small.has(table)) return []
    return index !== '' && (partial.has(index) || isBounded(text)) ? [] : [String(detail)]
  })
}

interface Explainer {
  readonly scansOf: (text: string, small: ReadonlySet<string>) => Promise<string[]>
  readonly close: () => Promise<void>
}

async function openExplainer(where: pg.ClientConfig): Promise<Explainer> {
  const client = new pg.Client(where)
  await client.connect()
  for (const way of ['seqscan', 'hashjoin', 'mergejoin']) await client.query(`set enable_${way} = off`)
  const { rows } = await client.query<{ name: string }>(
    'select indexrelid::regclass::text as name from pg_index where indpred is not null',
  )
  const partial = new Set(rows.map(({ name }) => name))
  return {
    async scansOf(text, small) {
      const { rows } = await client.query<{ readonly 'QUERY PLAN': readonly [{ readonly Plan: PlanNode }] }>(
        `explain (generic_plan, format json) ${text}`,
      )
      const plan = rows[0]?.['QUERY PLAN'][0].Plan
      return (plan ? nodesOf(plan) : []).flatMap((node) => {
        const { 'Node Type': type, 'Relation Name': table = '', 'Index Name': index = '' } = node
        if (small.has(table)) return []
        if (type === 'Seq Scan') return [`${type} on ${table}`]
        if (!/^(Bitmap )?Index/.test(type) || 'Index Cond' in node) return []
        return partial.has(index) || isBounded(text) ? [] : [`${type} of all of ${index}`]
      })
    },
    close: () => client.end(),
  }
}

/** What of a node of a plan is asked for. */
interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PlanNode[]
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}
