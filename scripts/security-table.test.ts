import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readAttackRows } from './attack-rows.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

const rows = readAttackRows(root)

/** Tests that a part of the kit brings along, which products run, too. */
const NAMED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'connect/testing/verify.test.ts': ['connect/testing/faults.ts'],
  'connect/testing/stores.test.ts': [
    'connect/src/testing/test-attempts.ts',
    'connect/src/testing/test-tenant-links.ts',
    'connect/src/testing/test-user-links.ts',
  ],
}

/** A test's name is what stands in quotes where it begins; tables of tests have theirs as keys, or first in a row. */
function isNamedIn(path: string, number: string): boolean {
  const text = (NAMED_ELSEWHERE[path] ?? [path]).map(read).join('\n')
  const names = text.matchAll(/(?:\b(?:it|test|describe)\(\s*|^\s+\[?)(['"`])((?:(?!\1).)*)\1(?:,|: )/gm)
  return [...names].some(([, , name = '']) => new RegExp(`\\b${number}\\b`).test(name))
}

describe('the table of attacks', () => {
  it('has a row for each attack, once and in order', () => {
    assert.deepEqual(
      rows.map(({ number }) => number),
      Array.from({ length: 47 }, (_, index) => `T${index + 1}`),
    )
  })

  it('names places that exist', () => {
    const places = rows.flatMap((row) => row.places)
    assert.ok(places.length > 40)
    assert.deepEqual(
      places.filter((path) => !existsSync(join(root, path))),
      [],
    )
  })

  it('names tests that bear the number of their row', () => {
    const untrue = rows.flatMap(({ number, tests }) =>
      tests.filter((path) => !isNamedIn(path, number)).map((path) => `${number} ${path}`),
    )
    assert.deepEqual(untrue, [])
  })

  it('has tests wherever it has a place, and says where there is neither', () => {
    const bare = rows.filter(({ places, tests }) => places.length === 0 || tests.length === 0)
    assert.deepEqual(
      bare.map(({ number, places, tests }) => [number, places.length, tests.length]),
      [['T32', 0, 0]],
    )
  })
})
