import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The rows of a page that begin with names in code, each with its second cell. */
function rows(page: string): readonly (readonly [names: readonly string[], cell: string])[] {
  return [...read(page).matchAll(/^\| ((?:`\w+`(?:, )?)+) \|([^|]*)\|/gm)].map(([, names = '', cell = '']) => [
    [...names.matchAll(/\w+/g)].map(([name]) => name),
    cell,
  ])
}

describe('docs/storage.md', () => {
  it('leads from each table to a file that writes it', () => {
    const lost = rows('docs/storage.md').filter(([tables, cell]) => {
      const code = [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => read(path)).join('\n')
      return !tables.every((table) => new RegExp(`\\b${table}\\b`).test(code))
    })

    assert.ok(rows('docs/storage.md').length > 60)
    assert.deepEqual(lost, [])
  })
})

describe('the rules in docs/protocol.md', () => {
  it('lead to where they are kept', () => {
    const rules = rows('docs/protocol.md').filter(([[name = '']]) => /^[A-Z_]+$/.test(name))
    const places = rules.map(([[rule], cell]) => ({
      rule,
      places: [...cell.matchAll(/`([^`]*\.ts)`(?: `(\w+)`)?/g)].map(([, path = '', name = '']) => ({ path, name })),
    }))

    const lost = places.filter(
      ({ places: found }) =>
        found.length === 0 ||
        !found.every(({ path, name }) => existsSync(join(root, path)) && new RegExp(`\\b${name}\\b`).test(read(path))),
    )

    assert.ok(rules.length > 35, `${rules.length} rules`)
    assert.deepEqual(lost, [])
  })
})
