import type { IncomingMessage, ServerResponse } from 'node:http'
import type { LoopState } from './loops.ts'
import { readTarget } from './read-target.ts'

/** For a fact of readiness: whole seconds since an instant; null where there is none. */
export function secondsSince(at: number | null, now: number = Date.now()): number | null {
  return at === null ? null : Math.max(0, Math.round((now - at) / 1000))
}

export interface HealthOptions {
  /** What every request needs, by name; each is asked for a sign of life. */
  readonly databases: Readonly<Record<string, () => Promise<unknown>>>
  /** The loops that run; none yet is fine. */
  readonly loops?: () => readonly LoopState[]
  /** What is worth knowing and no reason to take this node out: the state of mails, of the hub. */
  readonly facts?: Readonly<Record<string, () => unknown>>
}

export interface Health {
  /** Answers `/healthz` and `/readyz`, whatever host the request names. @returns false for every other path */
  answer(request: IncomingMessage, response: ServerResponse): boolean
  /** From here on this node is not ready: it takes what is under way to its end. */
  stopping(): void
}

/** Milliseconds that a database may take for a sign of life. */
const PATIENCE = 2000
/** Milliseconds for which an answer serves everyone who asks, so that strangers cannot make this node ask its database. */
const SHARED_FOR = 500

interface Readiness {
  readonly ready: boolean
  readonly [fact: string]: unknown
}

/**
 * Health: the process lives and answers; a supervisor restarts one that does not. Readiness: this node can work, so a
 * balancer may send requests to it: each database answers in time, and each loop has lately come to the end of a turn.
 */
export function createHealth(options: HealthOptions): Health {
  let isStopping = false
  let shared: { readonly at: number; readonly readiness: Promise<Readiness> } | null = null
  const find = (): Promise<Readiness> => {
    const now = performance.now()
    if (shared === null || now - shared.at > SHARED_FOR) shared = { at: now, readiness: look(options) }
    return shared.readiness
  }

  return {
    answer(request, response) {
      const [path] = readTarget(request.url ?? '').path.split('?', 1)
      if (path !== '/healthz' && path !== '/readyz') return false
      if (request.method !== 'GET' && request.method !== 'HEAD') send(response, 405, { status: 'method_not_allowed' })
      else if (path === '/healthz') send(response, 200, { status: 'ok' })
      else if (isStopping) send(response, 503, { ready: false, stopping: true })
      else void find().then((readiness) => send(response, readiness.ready ? 200 : 503, readiness))
      return true
    },
    stopping() {
      isStopping = true
    },
  }
}

async function look({ databases, loops, facts = {} }: HealthOptions): Promise<Readiness> {
  const signs = await Promise.all(
    Object.entries(databases).map(async ([name, ask]) => [name, await isAlive(ask)] as const),
  )
  const states = loops?.() ?? []
  const said = await Promise.all(
    Object.entries(facts).map(async ([name, fact]) => [name, await inTime(fact, 'unknown')]),
  )
  return {
    ready: isReady(signs, states),
    databases: Object.fromEntries(signs.map(([name, alive]) => [name, alive ? 'ok' : 'away'])),
    loops: Object.fromEntries(
      states.map(({ name, age, isLate, hasFailed }) => [
        name,
        { ended_seconds_ago: Math.round(age / 1000), late: isLate, failed: hasFailed },
      ]),
    ),
    ...Object.fromEntries(said),
  }
}

/**
 * The one place that decides: what another node may do better. A mail server, a hub or a product that is away is away for
 * each node, and a loop that fails will try again, so those are facts and no more.
 */
function isReady(
  signs: readonly (readonly [name: string, alive: boolean])[],
  loops: readonly Pick<LoopState, 'isLate'>[],
): boolean {
  return signs.every(([, alive]) => alive) && !loops.some(({ isLate }) => isLate)
}

function isAlive(ask: () => Promise<unknown>): Promise<boolean> {
  return inTime(() => ask().then(() => true), false)
}

async function inTime<Answer>(ask: () => Answer, otherwise: Awaited<Answer>): Promise<Awaited<Answer>> {
  const { promise: over, resolve } = Promise.withResolvers<Awaited<Answer>>()
  const timer = setTimeout(() => resolve(otherwise), PATIENCE)
  try {
    return await Promise.race([Promise.resolve().then(ask), over])
  } catch {
    return otherwise
  } finally {
    clearTimeout(timer)
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 503 ? { 'retry-after': '5' } : {}),
  })
  response.end(text)
}
