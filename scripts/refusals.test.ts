import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The codes of hub, PSA and kit, each with the files that its row names. */
function rows(): readonly (readonly [code: string, files: readonly string[]])[] {
  const page = read('docs/refusals.md')
  const tables = page.slice(page.indexOf('## The hub'))
  return [...tables.matchAll(/^\| `(\w+)` .*\|([^|]*)\|$/gm)].map(([, code = '', cell = '']) => [
    code,
    [...cell.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  ])
}

describe('docs/refusals.md', () => {
  it('leads from each code to where it is decided', () => {
    const lost = rows().filter(([code, files]) => {
      return files.length === 0 || !files.every((file) => read(file).includes(`'${code}'`))
    })

    assert.ok(rows().length > 100)
    assert.deepEqual(lost, [])
  })
})
