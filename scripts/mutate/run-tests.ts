import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Milliseconds after which a run hangs, which every developer notices. */
const LONGEST = 300_000
/** Milliseconds that the browsers and servers of a run have to end by themselves. */
const GRACE = 5_000
/** As many test files run at a time. */
const ABREAST = 2

const reporter = fileURLToPath(new URL('stop-at-failure.ts', import.meta.url))

const running = new Set<ChildProcess>()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => running.forEach((run) => signalGroup(run, 'SIGKILL')))
}

/**
 * Runs test files of a tree in their order, until a test of one fails or hangs. All that they started has ended
 * afterwards, and their temp folders are gone.
 *
 * @returns the file in which a test failed
 */
export async function findFailure(tree: string, tests: readonly string[]): Promise<string | null> {
  let failed: string | null = null
  await eachAbreast(tests, async (test) => {
    if (failed !== null) return
    if ((await runTest(tree, test)) === 0) return
    failed ??= test
    for (const run of running) signalGroup(run, 'SIGTERM')
  })
  return failed
}

/** Runs one test file until its first failure. */
export function runTest(tree: string, test: string, env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  return runNode(tree, [`--test-reporter=${reporter}`, test], env)
}

/** Whether the types of a tree disagree. Who leaves a step out leaves its import out, too: that one is unused says nothing. */
export async function hasTypeError(tree: string): Promise<boolean> {
  const flags = ['--incremental', '--noUnusedLocals', 'false', '--noUnusedParameters', 'false']
  return (await runNode(tree, ['node_modules/typescript/bin/tsc', '-p', '.', ...flags])) !== 0
}

/** Does something for each of a list, a few at a time, the first ones first. */
export async function eachAbreast<One>(list: readonly One[], act: (one: One) => Promise<void>): Promise<void> {
  const left = list.values()
  const lane = async () => {
    for (const one of left) await act(one)
  }
  await Promise.all(Array.from({ length: ABREAST }, lane))
}

async function runNode(tree: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number | null> {
  const temp = mkdtempSync(join(tmpdir(), 'mutation-'))
  // A group of its own, so that everything in it can be ended together.
  const run = spawn(process.execPath, args, {
    cwd: tree,
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, TMPDIR: temp, ...env },
  })
  running.add(run)
  const exit = once(run, 'exit')
  const limit = setTimeout(() => signalGroup(run, 'SIGTERM'), LONGEST)
  const [code] = (await exit) as [number | null]
  clearTimeout(limit)
  await endGroup(run)
  running.delete(run)
  rmSync(temp, { recursive: true, force: true, maxRetries: 3 })
  return code
}

async function endGroup(run: ChildProcess): Promise<void> {
  const deadline = performance.now() + GRACE
  signalGroup(run, 'SIGTERM')
  while (signalGroup(run, 0) && performance.now() < deadline) await rest(20)
  signalGroup(run, 'SIGKILL')
}

/** @returns false when the group has no process any more */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (pid === undefined) return false
  try {
    return process.kill(-pid, signal)
  } catch {
    return false
  }
}
