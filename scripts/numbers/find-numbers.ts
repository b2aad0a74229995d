import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import type { SourceFile } from '../source-files.ts'
import { readRows, TABLES } from './read-rows.ts'

/** What has the form of a number of a row: `A7`, `FE1`, `TL-12`. */
const NUMBER = /\b(?:[A-Z]{1,2}\d{1,2}|(?:TL|[A-Z])-\d{1,2})\b/g

/** What has that form and means something else, with what it is. */
export const LOOKALIKES: Readonly<Record<string, string>> = {
  DB8: 'the end of a documentation prefix of IPv6 (RFC 3849), in a test',
  V8: 'the engine of Node and Chromium',
  EC2: 'a type of keys in COSE (RFC 9053)',
}

/** Where else numbers are given out, with the form that gives one out there. */
const ELSEWHERE = [
  { page: 'docs/tenant-linking.md', form: /^\*\*([WE]-\d+)\*\*|^\| (TL-\d+) \|/gm },
  { page: 'docs/protocol.md', form: /^\| ([SCF]\d+) \|/gm },
] as const

/** Every number that a row has, with the page of its row. */
export function readNumbers(root: string): ReadonlyMap<string, string> {
  const rows = TABLES.flatMap((table) => readRows(root, table).map(({ number }) => [number, table] as const))
  const others = ELSEWHERE.flatMap(({ page, form }) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(form)].map(
      ([, one, other]) => [one ?? other ?? '', page] as const,
    ),
  )
  return new Map([...rows, ...others])
}

/** The names of tests: what stands in quotes where one begins; tables of tests have theirs as keys, or first in a row. */
export function testNamesIn(text: string): string[] {
  const names = text.matchAll(/(?:\b(?:it|test|describe)\(\s*|^\s+\[?)(['"`])((?:(?!\1).)*)\1(?:,|: )/gm)
  return [...names].map(([, , name = '']) => name)
}

/** The numbers that a file speaks of, in its comments and in the names of its tests. */
export function numbersIn({ path, text }: SourceFile): string[] {
  const { comments } = parseSync(path, text)
  const spoken = [...comments.map(({ value }) => value), ...(/test/.test(path) ? testNamesIn(text) : [])]
  return spoken.flatMap((piece) => [...piece.matchAll(NUMBER)].map(([number]) => number))
}
