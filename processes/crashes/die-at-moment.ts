/**
 * Loaded into a part before its own code (`node --import`): names every moment at which a crash leaves something else
 * behind than at the moment before, and ends the process by SIGKILL at the one that was ordered.
 *
 * What a process leaves behind changes with a commit of its own and with a message that it sent, and nowhere else. So
 * the moments are: before and after each request that it answers, before and after each commit, and before and after
 * each request that it sends. A moment is named by the request that is being answered, not by a running number, so that
 * what the loops of a part do by themselves in the meantime moves none of them.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { appendFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import process from 'node:process'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { ORDERS, readOrders, traceOf } from './orders.ts'

/** What the loops of the parts send one another whether or not anything is being linked, and what every page loads. */
const BESIDE = /^\w+ \/(healthz|assets\/|connect\/hint|api\/events)/

/** A statement that writes nothing, or not for good. */
const WITHOUT_COMMIT = /^\s*(select|begin|rollback|pragma)\b/i

const file = process.env[ORDERS] ?? ''
const part = process.env['LANYARD_DEPLOYMENT'] ?? 'hub'
const answered = new AsyncLocalStorage<string>()
const sentFor = new WeakMap<object, string>()
const counted = new Map<string, number>()
let number = 0

/** @param request the request that is being answered; without one, a loop is at work */
function reach(request: string | undefined, what: string, moment: 'before' | 'after'): void {
  if (request === undefined || BESIDE.test(request)) return
  const orders = readOrders(file)
  if (orders === null) return
  if (orders.number !== number) counted.clear()
  number = orders.number
  const kind = `${moment} ${what} of ${request}`
  const count = (counted.get(kind) ?? 0) + 1
  counted.set(kind, count)
  const name = count === 1 ? kind : `${kind} (${count})`
  appendFileSync(traceOf(orders, part), `${name}\n`)
  if (orders.death?.part === part && orders.death.moment === name) process.kill(process.pid, 'SIGKILL')
}

/** `PUT /api/tenant-links/*`: ids are left out. */
function nameOf(method = '', path = ''): string {
  const [pathname = ''] = path.split('?')
  return `${method} ${pathname.replaceAll(/\/[\w~-]{20,}(?=\/|$)/g, '/*')}`
}

subscribe('http.server.request.start', (message) => {
  const { method, url } = (message as { request: IncomingMessage }).request
  const name = nameOf(method, url)
  answered.enterWith(name)
  reach(name, 'the answer', 'before')
})
subscribe('http.server.response.finish', (message) => {
  const { method, url } = (message as { request: IncomingMessage }).request
  reach(nameOf(method, url), 'the answer', 'after')
})

interface Sent {
  readonly method: string
  readonly path: string
}
subscribe('undici:request:create', (message) => {
  const { request } = message as { request: Sent }
  const name = answered.getStore()
  if (name === undefined) return
  sentFor.set(request, name)
  reach(name, nameOf(request.method, request.path), 'before')
})
subscribe('undici:request:headers', (message) => {
  const { request } = message as { request: Sent }
  reach(sentFor.get(request), nameOf(request.method, request.path), 'after')
})

const prepare: DatabaseSync['prepare'] = Reflect.get(DatabaseSync.prototype, 'prepare')
DatabaseSync.prototype.prepare = function prepareAndTell(this: DatabaseSync, sql, ...options) {
  const statement = prepare.call(this, sql, ...options)
  if (WITHOUT_COMMIT.test(sql)) return statement
  const commits = () => !this.isTransaction || /^\s*commit\b/i.test(sql)
  for (const method of ['run', 'all'] as const) {
    const execute = statement[method].bind(statement) as (...parameters: SQLInputValue[]) => unknown
    const executeAndTell = (...parameters: SQLInputValue[]) => telling(commits(), () => execute(...parameters))
    Object.defineProperty(statement, method, { value: executeAndTell })
  }
  return statement
}

function telling<Result>(commits: boolean, work: () => Result): Result {
  const request = commits ? answered.getStore() : undefined
  reach(request, 'commit', 'before')
  const result = work()
  reach(request, 'commit', 'after')
  return result
}
