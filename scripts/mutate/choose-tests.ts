import { dirname } from 'node:path'
import type { Row } from '../numbers/read-rows.ts'
import type { SourceFile } from '../source-files.ts'

export interface TestGroup {
  readonly name: 'tests beside' | 'tests of its rows' | 'tests of its part' | 'slow tests'
  readonly tests: readonly string[]
}

/** Which tests should notice a broken file, the nearest group first. Each test is in one group. */
export function chooseTests(
  path: string,
  { sources, rows }: { readonly sources: readonly SourceFile[]; readonly rows: readonly Row[] },
): readonly TestGroup[] {
  const folder = dirname(path)
  const part = `${path.split('/')[0] ?? ''}/`
  const tests = sources.map((file) => file.path).filter((it) => it.endsWith('.test.ts'))
  const beside = tests.filter((test) => dirname(test) === folder)
  const named = rows.filter(({ places }) => places.some((place) => dirname(place.path) === folder))
  const ofRows = [...new Set(named.flatMap((row) => row.tests))].filter((test) => !beside.includes(test))
  const ofPart = tests.filter((test) => test.startsWith(part) && ![...beside, ...ofRows].includes(test))
  const groups: TestGroup[] = [
    { name: 'tests beside', tests: beside },
    { name: 'tests of its rows', tests: ofRows.filter((test) => !isSlow(test)) },
    { name: 'tests of its part', tests: ofPart.filter((test) => !isSlow(test)) },
    { name: 'slow tests', tests: ofRows.filter(isSlow) },
  ]
  return groups.filter((group) => group.tests.length > 0)
}

function isSlow(test: string): boolean {
  return /^(journeys|processes|bench|model)\/|\/verify\.test\.ts$/.test(test)
}
