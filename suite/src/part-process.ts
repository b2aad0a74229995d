import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { keepLog } from './part-log.ts'
import type { LogLine } from './part-log.ts'
import { messages } from './messages/en.ts'
import { mainFileOf } from './parts.ts'
import type { PartName } from './parts.ts'

export interface PartToStart {
  readonly part: PartName
  readonly origin: string
  readonly environment: Readonly<Record<string, string>>
  readonly logFile: string
  readonly onLine: (line: LogLine) => void
  /** Milliseconds until its first answer; a minute by default. */
  readonly patience?: number
}

/** How a part's process ended. `asked`: `stop` or `kill` was called. */
export interface Ending {
  readonly part: PartName
  readonly asked: boolean
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** The last lines that it wrote. */
  readonly tail: readonly string[]
}

export interface PartProcess {
  readonly part: PartName
  readonly origin: string
  /** Undefined where the system could not start it. */
  readonly pid: number | undefined
  /**
   * Resolves once `/healthz` answers; rejects with {@link PartFailed} when the process ends first or takes too long.
   */
  readonly ready: Promise<void>
  readonly ended: Promise<Ending>
  /** Asks the part to finish (SIGTERM), and makes it (SIGKILL) after {@link stopPatience}. */
  stop(): Promise<Ending>
  /** A crash: SIGKILL at once. */
  kill(): Promise<Ending>
}

/** A part that did not come up; the message says so, and what to look at. */
export class PartFailed extends Error {
  override name = 'PartFailed'
}

const words = messages.start

/** Milliseconds. */
const readyPatience = 60_000
const readyPolling = 60
/** Longer than a part takes, which cuts off what lasts longer than ten seconds. */
const stopPatience = 15_000

const repository = fileURLToPath(new URL('../../', import.meta.url))
/** What a part has compiled is there for its next start. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/lanyard-compile', import.meta.url))
const leaveWithParent = new URL('leave-with-parent.ts', import.meta.url).href

/** Starts one part as a process of its own. */
export function startPart(start: PartToStart): PartProcess {
  // A process group of its own: Ctrl-C at the terminal reaches the suite alone, which then stops its parts.
  const child = spawn(process.execPath, ['--import', leaveWithParent, mainFileOf(start.part)], {
    cwd: repository,
    env: { NODE_COMPILE_CACHE: compileCache, ...process.env, ...start.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  })
  const { stdout, stderr } = child
  if (stdout === null || stderr === null) throw new Error('a pipe is not there')
  const log = keepLog(start.logFile, { stdout, stderr }, start.onLine)
  let asked = false

  const ended = once(child, 'exit').then(async ([exitCode, signal]): Promise<Ending> => {
    await log.written
    return { part: start.part, asked, exitCode, signal, tail: log.tail() }
  })
  const ready = awaitHealth(start, ended)
  ready.catch(() => undefined) // The caller that awaits `ready` gets the error; a part that is stopped early is no fault.

  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    asked = true
    child.kill(signal)
    const timer = setTimeout(() => child.kill('SIGKILL'), stopPatience)
    return ended.finally(() => clearTimeout(timer))
  }
  return {
    part: start.part,
    origin: start.origin,
    pid: child.pid,
    ready,
    ended,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}

async function awaitHealth(start: PartToStart, ended: Promise<Ending>): Promise<void> {
  const { part, origin, logFile, patience = readyPatience } = start
  const state: { ending: Ending | null } = { ending: null }
  void ended.then((ending) => (state.ending = ending))
  const deadline = Date.now() + patience

  while (Date.now() < deadline) {
    if (state.ending !== null) throw new PartFailed(tellEnding(words.failed, state.ending))
    if (await isHealthy(origin)) return
    await delay(readyPolling)
  }
  throw new PartFailed(words.silent({ part, address: `${origin}/healthz`, seconds: patience / 1000, logFile }))
}

/** A sentence about how a part's process ended, and below it what the part wrote last. */
export function tellEnding(sentence: typeof words.failed, { part, exitCode, signal, tail }: Ending): string {
  const how = signal === null ? words.exitCode(exitCode ?? 0) : words.signal(signal)
  return `${sentence(part, how)}\n${tail.join('\n')}`
}

async function isHealthy(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(2_000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}
