import { type DestinationStream, pino } from 'pino'
import { currentRequest } from './current-request.ts'
import { serializeError } from './serialize-error.ts'

/** One line of the log (`docs/operating.md`, "The log"). */
export interface LogEntry {
  /** What happened, in snake case: `mail_given_up`. */
  readonly event: string
  /** What was thrown. */
  readonly error?: unknown
  readonly [fact: string]: unknown
}

/** Writes lines of JSON; never a secret. `words` is for people who read the log. */
export interface Log {
  info(entry: LogEntry, words?: string): void
  warn(entry: LogEntry, words?: string): void
  error(entry: LogEntry, words?: string): void
}

export interface Speaker {
  /** `hub`, `psa`, `rmm`. */
  readonly part: string
  readonly version: string
}

/** Milliseconds between two lines about the same cause outside, such as a database that is away. */
const SAME_CAUSE_EVERY = 1000

/** Characters of lines that wait for the output to take them. */
const MOST_WAITING = 1_000_000

/**
 * The log of a process: one JSON object a line, with the part, its version and the id of the request that it is about.
 *
 * While the database is away every request and every loop fails for one cause: a line a second says so, and how many
 * lines were left out.
 */
export function openLog({ part, version }: Speaker, destination: DestinationStream = openOutput()): Log {
  const logger = pino(
    {
      base: { part, version, pid: process.pid },
      mixin: () => {
        const request = currentRequest()
        return request === undefined ? {} : { request }
      },
      serializers: { error: serializeError },
    },
    destination,
  )
  const admit = limitByCause()
  const write = (level: keyof Log) => (entry: LogEntry, words?: string) => {
    const leftOut = admit(entry)
    if (leftOut === null) return
    logger[level](leftOut === 0 ? entry : { ...entry, left_out: leftOut }, words)
  }
  return { info: write('info'), warn: write('warn'), error: write('error') }
}

/**
 * The process's own output. While it takes nothing, as a file on a full disk, lines wait, and above so many they are lost:
 * a part that cannot say what it does goes on with it, and an `error` event without a listener would end it.
 */
function openOutput(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, maxLength: MOST_WAITING })
  output.on('error', () => {})
  // Without another try, a line that no longer fits would be the last one for ever.
  output.on('drop', () => output.write(''))
  return output
}

/** For tests and commands that report in another way. */
export const silentLog: Log = { info() {}, warn() {}, error() {} }

/** Whether an error says that the database is away (`database_away` of `@lanyard/storage`), itself or by a cause. */
export function isDatabaseAway(error: unknown): boolean {
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    if ('code' in one && one.code === 'database_away') return true
  }
  return false
}

/** @returns how many lines of the same cause were left out since the last one; null for a line to leave out */
function limitByCause(): (entry: LogEntry) => number | null {
  const causes = new Map<string, { since: number; leftOut: number }>()
  return ({ error }) => {
    if (!isDatabaseAway(error)) return 0
    const cause = causeOf(error)
    const now = performance.now()
    const known = causes.get(cause)
    if (known && now - known.since < SAME_CAUSE_EVERY) {
      known.leftOut++
      return null
    }
    if (causes.size > 100) causes.clear()
    causes.set(cause, { since: now, leftOut: 0 })
    return known?.leftOut ?? 0
  }
}

/** The innermost code: `ECONNREFUSED`, `57P01`. */
function causeOf(error: unknown): string {
  let code = ''
  for (let one = error, depth = 0; one instanceof Error && depth < 5; one = one.cause, depth++) {
    code = 'code' in one ? String(one.code) : one.name
  }
  return code
}
