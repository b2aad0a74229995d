import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { eachAbreast, runTest } from './run-tests.ts'

/** What a test file did while nothing was broken. */
export interface KnownTest {
  readonly path: string
  readonly milliseconds: number
  /** Whether it ran what stands at a place of a source. */
  runs(source: string, at: number): boolean
}

/** A range of V8's coverage: the innermost one that holds a place says whether that was run. */
interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}

interface Coverage {
  readonly result: readonly {
    readonly url: string
    readonly functions: readonly { readonly ranges: readonly Range[] }[]
  }[]
}

/**
 * Runs test files once, with nothing broken, and learns how long each takes and which places of the sources it runs.
 *
 * @throws where one fails: it would notice everything
 */
export async function learnTests(
  tree: string,
  tests: readonly string[],
  sources: ReadonlySet<string>,
): Promise<readonly KnownTest[]> {
  const known: KnownTest[] = []
  await eachAbreast(tests, async (path) => {
    const folder = mkdtempSync(join(tmpdir(), 'coverage-'))
    const began = performance.now()
    // What comes out of the compile cache is covered less exactly.
    const code = await runTest(tree, path, { NODE_V8_COVERAGE: folder, NODE_DISABLE_COMPILE_CACHE: '1' })
    if (code !== 0) throw new Error(`This fails although nothing is broken: ${path}`)
    const milliseconds = performance.now() - began
    const covered = readCoverage(tree, folder, sources)
    rmSync(folder, { recursive: true, force: true })
    known.push({
      path,
      milliseconds,
      runs: (source, at) => covered.some((one) => one.source === source && isRun(one.ranges, at)),
    })
  })
  return known
}

/** Of every process that a test started. */
function readCoverage(tree: string, folder: string, sources: ReadonlySet<string>) {
  const start = `${pathToFileURL(tree).href}/`
  return readdirSync(folder).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Coverage
    return result
      .map(({ url, functions }) => ({
        source: url.startsWith(start) ? url.slice(start.length) : '',
        ranges: functions.flatMap(({ ranges }) => ranges),
      }))
      .filter(({ source }) => sources.has(source))
  })
}

function isRun(ranges: readonly Range[], at: number): boolean {
  const [innermost] = ranges
    .filter(({ startOffset, endOffset }) => startOffset <= at && at < endOffset)
    .sort((one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset))
  return innermost !== undefined && innermost.count > 0
}
