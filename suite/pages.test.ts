import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { pages as hubPages } from '@lanyard/hub/src/web/pages.ts'
import { pages as psaPages } from '@lanyard/psa/src/web/pages.ts'

const root = new URL('../', import.meta.url)
const told = readFileSync(new URL('docs/pages.md', root), 'utf8')

interface Row {
  readonly GET?: unknown
  readonly POST?: unknown
}

/** The four cells of each row below a part's heading. */
function rowsUnder(heading: string): string[][] {
  const section = told.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `/'))
  return rows.map((row) => row.slice(2, -2).split(' | '))
}

/** A file, and the names in it. */
function placeIn(cell = ''): { readonly file: string; readonly names: readonly string[] } {
  const [file = '', ...names] = [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
  return { file, names }
}

/** What a file exports under a name; of an object, what it holds. */
async function exported(file: string, name: string): Promise<unknown[]> {
  const all = (await import(new URL(file, root).href)) as Readonly<Record<string, unknown>>
  const value = all[name]
  return typeof value === 'object' && value !== null ? Object.values(value) : [value]
}

for (const [heading, part, pages] of [
  ['The hub', 'hub', hubPages],
  ['PSA', 'psa', psaPages],
] as const) {
  describe(`docs/pages.md on ${part}`, () => {
    it('has the rows of the table, with who may see each page', () => {
      assert.deepEqual(
        rowsUnder(heading).map(([address = '', who]) => `${address.replaceAll('`', '')} ${who}`),
        pages.map(({ path, viewer }) => `${path} ${viewer}`),
      )
    })

    it('names what answers', async () => {
      const wrong: string[] = []

      for (const [index, [address = '', , , place]] of rowsUnder(heading).entries()) {
        const { file, names } = placeIn(place)
        // A row that only leads on answers by itself.
        if (file === `${part}/src/web/pages.ts`) continue
        const row: Row = pages[index] ?? {}
        const answers: unknown[] = [row.GET, row.POST].filter((answer) => answer !== undefined)
        const named = await Promise.all(names.map((name) => exported(file, name)))
        const isNamed = answers.every((answer) => named.flat().includes(answer) || isWrittenInRow(answer))
        const isTrue = named.length > 0 && named.every((values) => values.some((value) => answers.includes(value)))
        if (!isNamed || !isTrue) wrong.push(address)
      }

      assert.deepEqual(wrong, [])
    })
  })
}

/** Such as a redirect: a function that the method is the name of. */
function isWrittenInRow(answer: unknown): boolean {
  return typeof answer === 'function' && ['GET', 'POST'].includes(answer.name)
}
