import { dirname } from 'node:path'
import type { AttackRow } from '../attack-rows.ts'
import type { SourceFile } from '../source-files.ts'

export interface TestGroup {
  readonly name: 'tests beside' | 'tests of its rows' | 'slow tests'
  readonly tests: readonly string[]
}

/** Which tests should notice a broken file, the quickest group first. */
export function chooseTests(
  path: string,
  { sources, rows }: { readonly sources: readonly SourceFile[]; readonly rows: readonly AttackRow[] },
): readonly TestGroup[] {
  const folder = dirname(path)
  const beside = sources.map((file) => file.path).filter((it) => it.endsWith('.test.ts') && dirname(it) === folder)
  const named = rows.filter(({ places }) => places.some((place) => dirname(place) === folder))
  const ofRows = [...new Set(named.flatMap(({ tests }) => tests))].filter((test) => !beside.includes(test))
  const groups: TestGroup[] = [
    { name: 'tests beside', tests: beside },
    { name: 'tests of its rows', tests: ofRows.filter((test) => !isSlow(test)) },
    { name: 'slow tests', tests: ofRows.filter(isSlow) },
  ]
  return groups.filter(({ tests }) => tests.length > 0)
}

function isSlow(test: string): boolean {
  return /^(journeys|processes)\/|\/verify\.test\.ts$/.test(test)
}
