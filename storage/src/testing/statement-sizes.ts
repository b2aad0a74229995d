import { type StatementResultingChanges, StatementSync } from 'node:sqlite'
import type { TestContext } from 'node:test'
import pg from 'pg'

/** What this process sends to its databases, statement by statement. */
export interface StatementSizes {
  /** How many were sent. */
  readonly sent: () => number
  /** The one that gave or changed most rows, and how many. */
  readonly largest: () => { readonly rows: number; readonly text: string }
}

/** Counts, from here on, the rows of each statement below everything that writes statements. */
export function watchSizes(test: TestContext): StatementSizes {
  let [sent, largest] = [0, { rows: 0, text: '' }]
  const note = (text: string, rows: number) => {
    sent++
    if (rows > largest.rows) largest = { rows, text }
  }

  const all: (...bound: unknown[]) => unknown[] = Reflect.get(StatementSync.prototype, 'all') as never
  test.mock.method(StatementSync.prototype, 'all', function watch(this: StatementSync, ...bound: unknown[]) {
    const rows = all.apply(this, bound)
    note(this.sourceSQL, rows.length)
    return rows
  })
  const run: (...bound: unknown[]) => StatementResultingChanges = Reflect.get(StatementSync.prototype, 'run') as never
  test.mock.method(StatementSync.prototype, 'run', function watch(this: StatementSync, ...bound: unknown[]) {
    const result = run.apply(this, bound)
    // Of a statement that changes nothing it is what the one before has changed.
    note(this.sourceSQL, /^\s*(insert|update|delete|with)\b/i.test(this.sourceSQL) ? Number(result.changes) : 0)
    return result
  })
  const query: (...args: unknown[]) => unknown = Reflect.get(pg.Client.prototype, 'query')
  const watched = test.mock.method(pg.Client.prototype, 'query', function watch(this: pg.Client, ...args: unknown[]) {
    const answer = query.apply(this, args)
    if (!(answer instanceof Promise)) return answer
    return answer.then((result: { readonly rowCount: number | null }) => {
      const [asked] = args
      const text: unknown = typeof asked === 'object' && asked !== null && 'text' in asked ? asked.text : asked
      note(String(text), result.rowCount ?? 0)
      return result
    })
  })
  // Node restores what is mocked twice in the order in which that was done, and so leaves the first mock there.
  test.after(() => watched.mock.restore())
  return { sent: () => sent, largest: () => largest }
}
