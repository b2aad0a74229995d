/**
 * Breaks guards one by one and runs the tests that should notice:
 *
 *     npm run mutate                                  # fifty, chosen by today's seed
 *     npm run mutate -- --seed 7 --most 100
 *     npm run mutate -- hub/src/passkeys              # every guard below a path
 *     npm run mutate -- hub/src --seed 7 --most 20    # some of them
 *     npm run mutate -- guard/src --quick             # without journeys and processes
 *
 * The guards are the conditions of the files that the table of attacks names, and of the other files of their folders.
 * The tests are those that stand beside a file, and those that the table names for its folder; what no test notices, the
 * types may. It fails where fewer than 95 of 100 are noticed, and lists each one that was not.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '../storage/src/testing/index.ts'
import { readAttackRows } from './attack-rows.ts'
import { makeRunFolder } from './make-run-folder.ts'
import { chooseTests } from './mutate/choose-tests.ts'
import { copyTree } from './mutate/copy-tree.ts'
import { findMutations, type Mutation } from './mutate/find-mutations.ts'
import { hasFailure, hasTypeError } from './mutate/run-tests.ts'
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

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = readSources(root)
const rows = readAttackRows(root)
const all = sources.filter(isGuard).flatMap(findMutations)
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

/** Groups of tests that pass while nothing is broken. */
const passing = new Set<string>()
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
  if (/\.test\.ts$|\/testing\//.test(path)) return false
  if (positionals.length > 0) return positionals.some((place) => path === place || path.startsWith(`${place}/`))
  return rows.some(({ places }) => places.some((place) => place === path || dirname(place) === dirname(path)))
}

function nameOf({ path, line, what }: Mutation): string {
  return `${path}:${line} ${what}`
}

/** What notices a broken guard: the first group of tests that fails, or the types; null for nothing. */
async function findNoticer(mutation: Mutation): Promise<string | null> {
  for (const { name, tests } of chooseTests(mutation.path, { sources, rows })) {
    if (values.quick && name === 'slow tests') continue
    await assertPasses(tests)
    if (await whileBroken(mutation, () => hasFailure(copy, tests))) return name
  }
  return (await whileBroken(mutation, () => hasTypeError(copy))) ? 'types' : null
}

async function whileBroken({ path, text }: Mutation, run: () => Promise<boolean>): Promise<boolean> {
  const file = join(copy, path)
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, text)
  try {
    return await run()
  } finally {
    writeFileSync(file, whole)
  }
}

/** A test that fails anyway would notice everything. */
async function assertPasses(tests: readonly string[]): Promise<void> {
  const group = tests.join(' ')
  if (passing.has(group)) return
  if (await hasFailure(copy, tests)) throw new Error(`These fail although nothing is broken: ${group}`)
  passing.add(group)
}
