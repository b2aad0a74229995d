import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { describeEffect, type EndsTable, expected, keysOf, type Outcome, renderEnds } from './ends-table.ts'

interface Trial<Cause extends string, Credential extends string> {
  /** The part whose table it is. */
  readonly part: string
  /** The statements that each cell proves. */
  readonly proves: string
  /** Gets every credential, ends the right, gives it back, and tries them all meanwhile. */
  readonly tryAll: (dialect: TestDialect, cause: Cause) => Promise<ReadonlyMap<Credential, Outcome>>
}

/** A test for each cell of a table, on each database, and one that `docs/ends.md` shows the table. */
export function testEnds<Cause extends string, Credential extends string>(
  table: EndsTable<Cause, Credential>,
  { part, proves, tryAll }: Trial<Cause, Credential>,
): void {
  const { causes, credentials, ends } = table
  for (const dialect of databases) {
    for (const cause of keysOf(causes)) {
      describe(`${causes[cause]}, on ${dialect.name}`, () => {
        let outcomes: ReadonlyMap<Credential, Outcome>
        before(async () => {
          outcomes = await tryAll(dialect, cause)
        })

        for (const credential of keysOf(credentials)) {
          const effect = ends[cause][credential]
          it(`${credentials[credential]}: ${describeEffect(effect)} (${proves})`, () => {
            const outcome = outcomes.get(credential)

            assert.ok(outcome)
            const wanted = expected(effect)
            assert.deepEqual(outcome, {
              ...wanted,
              before: outcome.before === null ? null : wanted.before,
              meanwhile: outcome.meanwhile === null ? null : wanted.meanwhile,
            })
          })
        }
      })
    }
  }

  describe(`the table of what ends what at the ${part}`, () => {
    it('is what the documentation shows (FE1)', () => {
      const page = readFileSync(new URL('../../../docs/ends.md', import.meta.url), 'utf8')
      const [, below = ''] = page.split(new RegExp(`^<!-- written from ${part}.* -->\n\n`, 'm'))
      const [shown = ''] = below.split(/^## /m)

      const rendered = renderEnds(table)
      assert.equal(shown.trimEnd(), rendered, `What to paste:\n\n${rendered}`)
    })
  })
}
