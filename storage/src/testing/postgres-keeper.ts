/**
 * A process that keeps one PostgreSQL server: prints its address when it takes connections, and stops it and removes
 * its data when standard input ends, that is, when the process that started this one is gone. It reads orders, a line
 * each, and answers with the same line when they are done: `halt` stops the server, `resume` starts it again. With the
 * argument `durable` its commits are as safe as a deployment's.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { chownSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { findFreePort } from './find-free-port.ts'
import { unpackPostgres } from './unpack-postgres.ts'

const START_LIMIT = 60_000
/** `nobody`: the server refuses to run as root. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 }
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  log_min_messages: 'panic',
  // The data does not outlive the run.
  ...(process.argv.includes('durable') ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
}

const orders = createInterface({ input: process.stdin })
const user = process.getuid?.() === 0 ? UNPRIVILEGED : undefined
const binaries = await unpackPostgres()
const data = await mkdtemp(join(tmpdir(), 'lanyard-postgres-data-'))
try {
  await keep()
} finally {
  await rm(data, { recursive: true, force: true }) // the run's whole folder may be gone already
}

async function keep(): Promise<void> {
  initialize()
  const port = await findFreePort()
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const start = () =>
    spawn(join(binaries, 'bin/postgres'), ['-D', data, '-p', String(port), ...settings], {
      ...user,
      cwd: data,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  let server = start()
  try {
    await untilReady(url, server)
    process.stdout.write(`${url}\n`)
    for await (const order of orders) {
      if (order === 'halt') await end(server, 'SIGINT')
      if (order === 'resume') {
        server = start()
        await untilReady(url, server)
      }
      process.stdout.write(`${order}\n`)
    }
  } finally {
    await end(server, 'SIGQUIT')
  }
}

async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exit = once(server, 'exit')
  server.kill(signal)
  await exit
}

function initialize(): void {
  if (user) chownSync(data, user.uid, user.gid)
  const flags = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--lc-messages=C', '--locale=C.UTF-8']
  const { status, error } = spawnSync(join(binaries, 'bin/initdb'), [...flags, '--encoding=UTF8'], {
    ...user,
    cwd: data,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error(`initdb ended with ${status}.`, { cause: error })
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_LIMIT
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.end()
    } catch (error) {
      if (performance.now() > deadline || server.exitCode !== null) throw error
    }
    await setTimeout(50)
  }
}
