/**
 * Runs every test, or those below the paths that are named; with `--long`, tests that try a part of what there is to
 * try do all of it:
 *
 *     npm test
 *     npm run test:long
 *     npm test -- hub/src/people/members journeys/sign-in.test.ts
 *     npm test -- hub/src --test-name-pattern='T12'
 *     npm test -- --changed                            # those that the changes since main can break, the nearest first
 *     npm test -- --changed hub                        # of them, those below a path
 */
import { globSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { unpackChromium } from '../journeys/unpack-chromium.ts'
import { startPostgres } from '../storage/src/testing/index.ts'
import { batchTests, writeBatch } from './batch-tests.ts'
import { changedFiles } from './changed/changed-files.ts'
import { testsOfChange } from './changed/tests-of-change.ts'
import { readPackages } from './imports/parts.ts'
import { makeRunFolder } from './make-run-folder.ts'
import { readSources } from './source-files.ts'

/** A file that takes longer hangs; random runs take a minute, and some ten on a machine that does much else. */
const FILE_LIMIT = 20 * 60_000

const root = fileURLToPath(new URL('..', import.meta.url))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    changed: { type: 'boolean' },
    long: { type: 'boolean' },
    'test-name-pattern': { type: 'string', multiple: true },
  },
})

// For the processes in which the tests run.
if (values.long) process.env['LANYARD_LONG_TESTS'] = '1'
const files = findTests(positionals)
if (files.length === 0 && values.changed) {
  console.log('No test hangs on what changed.')
} else if (files.length === 0) {
  console.error(`There is no test ${positionals.length > 0 ? `below ${positionals.join(', ')}` : 'at all'}.`)
  process.exitCode = 1
} else {
  process.env['LANYARD_UNPACKED'] ??= tmpdir()
  process.env['TMPDIR'] = makeRunFolder()
  // What one file has compiled is there for the others.
  process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/lanyard-compile')
  const stopPostgres = await startSharedPostgres()
  if (files.some(isJourney) && process.platform === 'linux' && process.arch === 'x64') await unpackChromium()
  await runTests(files)
  await stopPostgres()
}

/** Journeys come last: what they are about is easier to see in the tests before them. */
function findTests(places: readonly string[]): string[] {
  const wanted = places.map((place) => relative(root, place))
  const all = globSync('**/*.test.ts', { cwd: root, exclude: ['**/node_modules/**', '**/dist/**', 'data/**'] }).sort()
  const chosen = values.changed ? findTestsOfChange(all) : all
  return chosen
    .filter((file) => wanted.length === 0 || wanted.some((place) => isBelow(file, place)))
    .sort((one, other) => Number(isJourney(one)) - Number(isJourney(other)))
}

function findTestsOfChange(all: readonly string[]): string[] {
  const changed = changedFiles(root)
  const chosen = testsOfChange(changed, { sources: readSources(root), packages: readPackages(root) })
  console.log(`${changed.length} files changed; ${chosen.length} of ${all.length} test files hang on them.`)
  return chosen
}

function isBelow(file: string, place: string): boolean {
  return place === '' || file === place || file.startsWith(`${place.replace(/\/$/, '')}/`)
}

function isJourney(file: string): boolean {
  return file.startsWith('journeys/')
}

/** One server for all files, handed to them in the environment. It ends with this process in any case. */
async function startSharedPostgres(): Promise<() => Promise<void>> {
  if (process.env['LANYARD_TEST_POSTGRES']) return async () => {}
  const server = await startPostgres()
  process.env['LANYARD_TEST_POSTGRES'] = server.url
  return () => server.stop()
}

async function runTests(chosen: readonly string[]): Promise<void> {
  const pattern = values['test-name-pattern']
  const tests = run({
    cwd: root,
    // A pattern would leave suites of a batch out, with the hooks that close what their files have opened.
    files: pattern ? [...chosen] : batchTests(chosen, root).map((batch) => writeBatch(batch, root, tmpdir())),
    // Two more than there are cores: files wait for databases, timers and other processes for much of their time.
    concurrency: Math.min(availableParallelism() + 2, 4),
    timeout: FILE_LIMIT,
    ...(pattern && { testNamePatterns: pattern }),
  })
  // A file in which no test ran is reported as one that passed, named after the file.
  let hasRun = false
  tests.on('test:pass', ({ name }) => {
    if (!/\.test\.(ts|mjs)$/.test(name)) hasRun = true
  })
  process.exitCode = 1
  tests.on('test:summary', ({ file, success }) => {
    if (file === undefined && success && hasRun) process.exitCode = 0
  })
  for await (const line of tests.compose(spec)) process.stdout.write(line)
  if (!hasRun) console.error('No test ran and passed.')
}
