/**
 * Breaks guards one by one and runs the tests that should notice:
 *
 *     npm run mutate                       # fifty, chosen by today's seed
 *     npm run mutate -- --seed 7 --most 100
 *     npm run mutate -- hub/src/passkeys   # every guard below a path
 *
 * The guards are the conditions of the files that the table of attacks names, and of the other files of their folders.
 * The tests are those that stand beside a file, and those that the table names for it. It fails where fewer than 95 of
 * 100 are noticed, and lists each one that was not.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startPostgres } from '../storage/src/testing/index.ts'
import { type AttackRow, readAttackRows } from './attack-rows.ts'
import { copyTree } from './mutate/copy-tree.ts'
import { findMutations, type Mutation } from './mutate/find-mutations.ts'
import { readSources, type SourceFile } from './source-files.ts'

/** Of 100 broken guards, how many the tests have to notice. */
const NOTICED = 95
/** Milliseconds after which a run of tests hangs, which somebody would notice. */
const LONGEST = 300_000

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, most: { type: 'string', default: '50' } },
})
const seed = Number(values.seed ?? Math.floor(Date.now() / 86_400_000))
const most = positionals.length > 0 ? Number.MAX_SAFE_INTEGER : Number(values.most)

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = readSources(root)
const rows = readAttackRows(root)
const all = sources.filter(isGuard).flatMap(findMutations)
const chosen = pick(all, most, seed)
console.log(`${chosen.length} of ${all.length} guards, seed ${seed}`)

/** Groups of tests that pass while nothing is broken. */
const passing = new Set<string>()
const copy = mkdtempSync(join(tmpdir(), 'lanyard-mutate-'))
const postgres = await startPostgres()
process.env['LANYARD_TEST_POSTGRES'] = postgres.url
try {
  copyTree(root, copy)
  const missed = chosen.filter((mutation, index) => !isNoticed(mutation, index))
  const share = chosen.length === 0 ? 0 : ((chosen.length - missed.length) / chosen.length) * 100
  console.log(`${chosen.length - missed.length} of ${chosen.length} noticed (${share.toFixed(0)} of 100)`)
  for (const { path, line, what } of missed) console.log(`not noticed: ${path}:${line} ${what}`)
  if (share < NOTICED) process.exitCode = 1
} finally {
  await postgres.stop()
  rmSync(copy, { recursive: true, force: true })
}

function isGuard({ path }: SourceFile): boolean {
  if (/\.test\.ts$|\/testing\//.test(path)) return false
  if (positionals.length > 0) return positionals.some((place) => path === place || path.startsWith(`${place}/`))
  return rows.some(({ places }) => places.some((place) => place === path || dirname(place) === dirname(path)))
}

/** The first `count` of a list that was shuffled by a seed (mulberry32). */
function pick<One>(list: readonly One[], count: number, by: number): readonly One[] {
  let state = by
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return list
    .map((one) => ({ one, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ one }) => one)
}

function isNoticed(mutation: Mutation, index: number): boolean {
  const groups = testsOf(mutation.path).filter((tests) => tests.length > 0)
  for (const tests of groups) assertPasses(tests)
  const file = join(copy, mutation.path)
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, mutation.text)
  const began = performance.now()
  const noticed = groups.some(fails)
  writeFileSync(file, whole)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(`${noticed ? '✔' : '✖'} ${index + 1} ${mutation.path}:${mutation.line} ${mutation.what} (${seconds} s)`)
  return noticed
}

/** The quickest first: those beside the file, then those of its rows, journeys and processes last. */
function testsOf(path: string): readonly (readonly string[])[] {
  const folder = dirname(path)
  const beside = sources.flatMap((file) =>
    file.path.endsWith('.test.ts') && dirname(file.path) === folder ? [file.path] : [],
  )
  const named = rows.filter(({ places }) => places.some((place) => place === path || dirname(place) === folder))
  const ofRows = [...new Set(named.flatMap(({ tests }: AttackRow) => tests))].filter((test) => !beside.includes(test))
  const isSlow = (test: string) => /^(journeys|processes)\//.test(test)
  return [beside, ofRows.filter((test) => !isSlow(test)), ofRows.filter(isSlow)]
}

/** A test that fails anyway would notice everything. */
function assertPasses(tests: readonly string[]): void {
  const group = tests.join(' ')
  if (passing.has(group)) return
  if (fails(tests)) throw new Error(`These fail although nothing is broken: ${group}`)
  passing.add(group)
}

function fails(tests: readonly string[]): boolean {
  const { status } = spawnSync(process.execPath, ['scripts/test.ts', ...tests], {
    cwd: copy,
    stdio: 'ignore',
    timeout: LONGEST,
    killSignal: 'SIGKILL',
  })
  return status !== 0
}
