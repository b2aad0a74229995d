import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A row of the table of attacks in SECURITY.md. */
export interface AttackRow {
  /** `T12` */
  readonly number: string
  /** Files that hold the defence, from the repository's root. */
  readonly places: readonly string[]
  readonly tests: readonly string[]
}

export function readAttackRows(root: string): readonly AttackRow[] {
  const table = readFileSync(join(root, 'SECURITY.md'), 'utf8')
  return [...table.matchAll(/^\| (T\d+) \|[^|]*\|[^|]*\|([^|]*)\|([^|]*)\|$/gm)].map(
    ([, number = '', places = '', tests = '']) => ({ number, places: pathsIn(places), tests: pathsIn(tests) }),
  )
}

function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
}
