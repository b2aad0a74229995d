import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export interface PostgresServer {
  /** Location of its administrative database. */
  readonly url: string
  /** The process above all of the server's. */
  readonly pid: number | undefined
  stop(): Promise<void>
  /** Stops the server as an operator does, and keeps its data. */
  halt(): Promise<void>
  /** Starts it again at the same address. */
  resume(): Promise<void>
}

/**
 * Starts a PostgreSQL server on a free loopback port, with an empty data folder of its own.
 *
 * A keeper process owns it and removes it together with its data when this process stops it or ends, however it ends.
 *
 * @param how.durable what was committed would survive a power cut, as in a deployment
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const file = fileURLToPath(new URL('postgres-keeper.ts', import.meta.url))
  const keeper = spawn(process.execPath, [file, ...(durable ? ['durable'] : [])], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // Ctrl-C is for this process; the keeper follows by its standard input.
  })
  const lines = createInterface(keeper.stdout)
  const exit = once(keeper, 'exit')
  const [url] = await Promise.race([once(lines, 'line'), exit.then(() => [])])
  if (typeof url !== 'string') throw new Error('The PostgreSQL server for the tests did not start.')

  // Neither the keeper nor its pipes keep this process alive.
  keeper.unref()
  if ('unref' in keeper.stdout && typeof keeper.stdout.unref === 'function') keeper.stdout.unref()
  if ('unref' in keeper.stdin && typeof keeper.stdin.unref === 'function') keeper.stdin.unref()

  const order = async (word: string) => {
    keeper.ref()
    const done = once(lines, 'line')
    keeper.stdin.write(`${word}\n`)
    await done
    keeper.unref()
  }
  return {
    url,
    pid: keeper.pid,
    halt: () => order('halt'),
    resume: () => order('resume'),
    async stop() {
      keeper.ref()
      keeper.stdin.end()
      await exit
    },
  }
}
