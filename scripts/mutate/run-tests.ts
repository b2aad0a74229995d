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

const reporter = fileURLToPath(new URL('stop-at-failure.ts', import.meta.url))

let running: ChildProcess | null = null
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => signalGroup('SIGKILL'))

/**
 * Runs test files of a tree until one of their tests fails, or they hang. All that they started has ended afterwards, and
 * their temp folder is gone.
 */
export async function hasFailure(tree: string, tests: readonly string[]): Promise<boolean> {
  return (await runNode(tree, ['--test', '--test-concurrency=2', `--test-reporter=${reporter}`, ...tests])) !== 0
}

/** Whether the types of a tree disagree. Who leaves a step out leaves its import out, too: that one is unused says nothing. */
export async function hasTypeError(tree: string): Promise<boolean> {
  const flags = ['--incremental', '--noUnusedLocals', 'false', '--noUnusedParameters', 'false']
  return (await runNode(tree, ['node_modules/typescript/bin/tsc', '-p', '.', ...flags])) !== 0
}

async function runNode(tree: string, args: readonly string[]): Promise<number | null> {
  const temp = mkdtempSync(join(tmpdir(), 'mutation-'))
  // A group of its own, so that everything in it can be ended together.
  running = spawn(process.execPath, args, {
    cwd: tree,
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, TMPDIR: temp },
  })
  const exit = once(running, 'exit')
  const limit = setTimeout(() => signalGroup('SIGTERM'), LONGEST)
  const [code] = (await exit) as [number | null]
  clearTimeout(limit)
  await endGroup()
  running = null
  rmSync(temp, { recursive: true, force: true, maxRetries: 3 })
  return code
}

async function endGroup(): Promise<void> {
  const deadline = performance.now() + GRACE
  signalGroup('SIGTERM')
  while (signalGroup(0) && performance.now() < deadline) await rest(20)
  signalGroup('SIGKILL')
}

/** @returns false when the group has no process any more */
function signalGroup(signal: NodeJS.Signals | 0): boolean {
  if (running?.pid === undefined) return false
  try {
    return process.kill(-running.pid, signal)
  } catch {
    return false
  }
}
