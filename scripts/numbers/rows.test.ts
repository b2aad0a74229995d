import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { testNamesIn } from './find-numbers.ts'
import { readRows, TABLES } from './read-rows.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Tests that a part of the kit brings along, which products run, too. */
const NAMED_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'connect/test/verify.test.ts': ['connect/test/faults.ts'],
  'connect/test/stores.test.ts': [
    'connect/src/testing/test-notices.ts',
    'connect/src/testing/test-attempts.ts',
    'connect/src/testing/test-tenant-links.ts',
    'connect/src/testing/test-user-links.ts',
  ],
}

function isNamedIn(path: string, number: string): boolean {
  const names = [path, ...(NAMED_ELSEWHERE[path] ?? [])].map(read).flatMap(testNamesIn)
  return names.some((name) => new RegExp(`\\b${number}\\b`).test(name))
}

/** The numbers that a table must have, in this order. */
const NUMBERS: Readonly<Record<(typeof TABLES)[number], readonly string[]>> = {
  'SECURITY.md': count('T', 50),
  'docs/statements.md': [
    ...count('A', 28),
    ...count('B', 20),
    ...count('P', 34),
    ...count('FA', 8),
    ...count('FC', 3),
    ...count('FE', 5),
    ...count('FG', 5),
    ...count('FL', 10),
    ...count('FP', 6),
    ...count('FQ', 7),
    ...count('FR', 12),
    ...count('FS', 10),
    ...count('FT', 8),
    ...count('FW', 7),
    'FX8',
    'FX10',
    'FX11',
  ],
}

/** Rows that nothing in this repository solves yet, or that none can, as each of them says. */
const BARE = ['T32', 'B8', 'B9', 'B10', 'B16', 'B17', 'P1', 'P2', 'P3', 'P5', 'P20', 'P21', 'P22', 'P31', 'P34']

function count(letters: string, last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${letters}${index + 1}`)
}

for (const table of TABLES) {
  describe(`the table in ${table}`, () => {
    const rows = readRows(root, table)

    it('has its rows once and in order', () => {
      assert.deepEqual(
        rows.map(({ number }) => number),
        NUMBERS[table],
      )
    })

    it('names places that exist, and what to begin reading at there', () => {
      const untrue = rows.flatMap(({ number, places }) =>
        places
          .filter(
            ({ path, name }) => !existsSync(join(root, path)) || !new RegExp(`\\b${name ?? ''}\\b`).test(read(path)),
          )
          .map(({ path, name }) => `${number} ${path} ${name ?? ''}`),
      )
      assert.deepEqual(untrue, [])
    })

    it('names tests that bear the number of their row', () => {
      const untrue = rows.flatMap(({ number, tests }) =>
        tests.filter((path) => !isNamedIn(path, number)).map((path) => `${number} ${path}`),
      )
      assert.deepEqual(untrue, [])
    })

    it('has places and tests, or leads to where they are, or is known to have neither', () => {
      const bare = rows.filter(({ places, tests, see }) => see === null && (places.length === 0 || tests.length === 0))
      assert.deepEqual(
        bare.map(({ number }) => number),
        BARE.filter((number) => NUMBERS[table].includes(number)),
      )
    })

    it('leads from one row to another in one hop', () => {
      const known = new Map(TABLES.flatMap((other) => readRows(root, other)).map((row) => [row.number, row]))
      const lost = rows.filter(({ see }) =>
        see === null
          ? false
          : see.endsWith('.md')
            ? !existsSync(join(root, 'docs', see))
            : known.get(see)?.see !== null,
      )
      assert.deepEqual(
        lost.map(({ number, see }) => `${number} ${see}`),
        [],
      )
    })
  })
}
