/**
 * Breaks guards one by one and runs the tests that should notice:
 *
 *     npm run mutate                                  # fifty, chosen by today's seed
 *     npm run mutate -- --seed 7 --most 100
 *     npm run mutate -- hub/src/people/passkeys              # every guard below a path
 *     npm run mutate -- hub/src --seed 7 --most 20    # some of them
 *     npm run mutate -- guard/src --quick             # without journeys and processes
 *     npm run mutate -- hub/src/people/permits/permit.ts:83  # the guards of one line
 *
 * The guards are the conditions of the files that the table of attacks names, and of the other files of their folders.
 * The tests are those that stand beside a file, then those that the table names for its folder, then the others of its part;
 * of these, what runs the broken place, as a run with nothing broken has shown. What no test notices, the types may. It fails where fewer than 95 of 100 are noticed, and lists each one that was not.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '../storage/src/testing/index.ts'
import { readRows } from './numbers/read-rows.ts'
import { makeRunFolder } from './make-run-folder.ts'
import { chooseTests } from './mutate/choose-tests.ts'
import { copyTree } from './mutate/copy-tree.ts'
import { findMutations, type Mutation } from './mutate/find-mutations.ts'
import { type KnownTest, learnTests } from './mutate/learn-tests.ts'
import { findFailure, hasTypeError } from './mutate/run-tests.ts'
import { takeSample } from './mutate/take-sample.ts'
import { readSources, type SourceFile } from './source-files.ts'

/** Of 100 broken guards, how many have to be noticed. */
const NOTICED = 95
/** A run that ends at its first failure leaves databases behind: after so many, the server is another one. */
const MUTATIONS_PER_SERVER = 20

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, most: { type: 'string' }, quick: { type: 'boolean' } },
})
const seed = Number(values.seed ?? Math.floor(Date.now() / 86_400_000))
const most = Number(values.most ?? (positionals.length > 0 ? Number.MAX_SAFE_INTEGER : 50))
if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(most))
  throw new Error('--seed and --most take a whole number.')

/** Each path with the line that is meant, or null for all of it. */
const places = positionals.map((place) => {
  const [, path = place, line] = /^(.*):(\d+)$/.exec(place) ?? []
  return { path, line: line === undefined ? null : Number(line) }
})
const root = fileURLToPath(new URL('..', import.meta.url))
const sources = readSources(root)
const rows = readRows(root, 'SECURITY.md')
const all = sources.filter(isGuard).flatMap(findMutations).filter(isWanted)
if (all.length === 0) throw new Error(`There is no guard below ${positionals.join(', ')}.`)
const chosen = takeSample(all, most, seed)
console.log(`${chosen.length} of ${all.length} guards, seed ${seed}`)

// Everything of this run is below one folder, which goes with this process.
process.env['LANYARD_UNPACKED'] ??= tmpdir()
process.env['TMPDIR'] = makeRunFolder()
process.env['NODE_COMPILE_CACHE'] = join(tmpdir(), 'compiled')
const copy = join(tmpdir(), 'tree')
mkdirSync(copy)
copyTree(root, copy)

const broken = new Set(chosen.map(({ path }) => path))
/** Tests that pass while nothing is broken, by their paths. */
const known = new Map<string, KnownTest>()
let postgres = await startPostgres()
try {
  const missed: Mutation[] = []
  for (const [index, mutation] of chosen.entries()) {
    if (index > 0 && index % MUTATIONS_PER_SERVER === 0) {
      await postgres.stop()
      postgres = await startPostgres()
    }
    process.env['LANYARD_TEST_POSTGRES'] = postgres.url
    const began = performance.now()
    const by = await findNoticer(mutation)
    if (by === null) missed.push(mutation)
    const seconds = ((performance.now() - began) / 1000).toFixed(0)
    console.log(`${by === null ? '✖' : '✔'} ${index + 1} ${nameOf(mutation)} (${by ?? 'not noticed'}, ${seconds} s)`)
  }
  const noticed = chosen.length - missed.length
  const share = (noticed / chosen.length) * 100
  console.log(`\n${noticed} of ${chosen.length} noticed: ${share.toFixed(1)} of 100, seed ${seed}`)
  for (const mutation of missed) console.log(`not noticed: ${nameOf(mutation)}`)
  if (share < NOTICED) process.exitCode = 1
} finally {
  await postgres.stop()
}

function isGuard({ path }: SourceFile): boolean {
  if (/\.test\.ts$|\/test(ing)?\//.test(path)) return false
  if (positionals.length > 0) return places.some((place) => path === place.path || path.startsWith(`${place.path}/`))
  return rows.some(({ places }) => places.some((place) => dirname(place.path) === dirname(path)))
}

function isWanted({ path, line }: Mutation): boolean {
  return (
    !places.some((place) => place.path === path) ||
    places.some((place) => place.path === path && [line, null].includes(place.line))
  )
}

function nameOf({ path, line, what }: Mutation): string {
  return `${path}:${line} ${what}`
}

/** What notices a broken guard: a test file, or the types; null for nothing. */
async function findNoticer(mutation: Mutation): Promise<string | null> {
  for (const { name, tests } of chooseTests(mutation.path, { sources, rows })) {
    if (values.quick && name === 'slow tests') continue
    const concerned = name === 'slow tests' ? tests : await findConcerned(mutation, tests)
    const noticer = await whileBroken(mutation, () => findFailure(copy, concerned))
    if (noticer !== null) return noticer
  }
  return (await whileBroken(mutation, () => hasTypeError(copy))) ? 'types' : null
}

/** The tests that run the broken place, the shortest first. Of processes that are killed that cannot be told. */
async function findConcerned({ path, at }: Mutation, tests: readonly string[]): Promise<readonly string[]> {
  const strange = tests.filter((test) => !known.has(test))
  for (const test of await learnTests(copy, strange, broken)) known.set(test.path, test)
  return tests
    .flatMap((test) => known.get(test) ?? [])
    .filter((test) => test.runs(path, at))
    .sort((one, other) => one.milliseconds - other.milliseconds)
    .map((test) => test.path)
}

async function whileBroken<Result>({ path, text }: Mutation, run: () => Promise<Result>): Promise<Result> {
  const file = join(copy, path)
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, text)
  try {
    return await run()
  } finally {
    writeFileSync(file, whole)
  }
}
