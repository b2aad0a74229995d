import { ConfigError } from './config/config-error.ts'
import type { Log } from './log.ts'

/** Milliseconds for a stop, from the signal to the end of the process. */
const STOP_LIMIT = 10_000

type Process = Pick<NodeJS.Process, 'once' | 'on' | 'exit'>

interface Running {
  readonly close: () => Promise<void>
}

interface PartOptions {
  readonly log: Log
  /** Starts the part, and logs where it listens. */
  readonly start: () => Promise<Running>
  /** What else is a mistake of the configuration says, a line each, such as a database of another part; null for any other error. */
  readonly mistakesOf: (error: unknown) => readonly string[] | null
  /** Milliseconds for a stop; ten seconds by default. */
  readonly stopLimit?: number
}

/**
 * Runs a part as this process. It stops on SIGTERM and SIGINT within ten seconds: what is under way comes to its end,
 * and what does not is cut off, as by a crash. What nothing caught ends the process with a line in the log.
 */
export async function runPart(
  process: Process,
  { log, start, mistakesOf, stopLimit = STOP_LIMIT }: PartOptions,
): Promise<void> {
  process.on('uncaughtException', (error) => {
    log.error({ event: 'crashed', error })
    process.exit(1)
  })
  const started = start()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stop(process, log, started, stopLimit))
  try {
    await started
  } catch (error) {
    const own = error instanceof ConfigError ? error.mistakes : null
    const mistakes = own ?? mistakesOf(error) ?? listenMistakes(error)
    if (mistakes === null) log.error({ event: 'start_failed', error })
    else
      log.error({ event: 'configuration_invalid', mistakes }, `The configuration has mistakes: ${mistakes.join('; ')}`)
    process.exit(1)
  }
}

/** Why a server cannot listen; null for any other error. */
function listenMistakes(error: unknown): readonly string[] | null {
  if (!(error instanceof Error && 'syscall' in error && error.syscall === 'listen' && 'code' in error)) return null
  const why = LISTEN_REASONS[String(error.code)]
  const [host, port] = ['address' in error ? error.address : '', 'port' in error ? error.port : '']
  return why === undefined ? null : [`LANYARD_LISTEN: ${String(host)}:${String(port)} ${why}`]
}

const LISTEN_REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another process',
  EADDRNOTAVAIL: 'is no address of this machine',
  EACCES: 'needs more rights than this process has; use a port from 1024 on',
}

async function stop(process: Process, log: Log, started: Promise<Running>, limit: number): Promise<void> {
  setTimeout(() => {
    log.error({ event: 'stop_overdue', limit }, 'what had not come to its end is cut off')
    process.exit(1)
  }, limit)
  try {
    await (await started).close()
    log.info({ event: 'stopped' })
    process.exit(0)
  } catch (error) {
    log.error({ event: 'stop_failed', error })
    process.exit(1)
  }
}
