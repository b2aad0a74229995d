import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A row of a table whose numbers stand in the code: the last two cells are its places and its tests. */
export interface Row {
  /** `T12`, `A7`, `FE1` */
  readonly number: string
  /** What decides it: a file from the repository's root, and what to begin reading at there, if the row names it. */
  readonly places: readonly Place[]
  readonly tests: readonly string[]
  /** The row, or the page, that decides this one as well; null where the row has places of its own, or nothing. */
  readonly see: string | null
}

export interface Place {
  readonly path: string
  readonly name: string | null
}

/** The tables whose rows have places and tests. */
export const TABLES = ['SECURITY.md', 'docs/statements.md'] as const

export function readRows(root: string, table: (typeof TABLES)[number]): readonly Row[] {
  const lines = readFileSync(join(root, table), 'utf8').matchAll(/^\| ([A-Z]+\d+) \|(?:.*)\|([^|]*)\|([^|]*)\|$/gm)
  return [...lines].map(([, number = '', places = '', tests = '']) => ({
    number,
    places: placesIn(places),
    tests: codeIn(tests),
    see: /see ([A-Z]+\d+)|\]\(([^)]+)\)/.exec(places)?.slice(1).find(Boolean) ?? null,
  }))
}

/** A path and, after it, a name: `a/file.ts` `doIt`. */
function placesIn(cell: string): Place[] {
  return [...cell.matchAll(/`([^`]*[/.][^`]*)`(?: `(\w+)`)?/g)].map(([, path = '', name]) => ({
    path,
    name: name ?? null,
  }))
}

function codeIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
}
