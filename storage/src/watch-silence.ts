import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Milliseconds without an answer after which a connection is suspected, between two probes, and for one probe. */
const [SUSPECT_AFTER, PROBE_EVERY, PROBE_AT_MOST] = [500, 100, 400]

/** Milliseconds that an answer may be under way, after the server has done with the statement. */
const ON_ITS_WAY = 200

/** What a server says of a connection that waits for the client: the statement never came, or its answer is lost. */
const WAITS_FOR_CLIENT = ['idle', 'idle in transaction', 'idle in transaction (aborted)']

/** Probes at once. */
const MOST_PROBES = 5

interface Wait {
  readonly since: number
  readonly socket: Socket
  /** The server process at the other end; null until the connection is made. */
  readonly pid: () => number | null
  /** Since when the server has nothing to do for it, as a probe heard; null while none did. */
  idleSince: number | null
}

interface SilenceWatch {
  /** For the pool, so that each connection is watched from its first byte. */
  readonly Client: new (config?: pg.ClientConfig) => pg.Client
  readonly noteConnected: (client: object) => void
  /** Watches what a connection does not answer. */
  readonly awaiting: <Result>(client: object, answer: Promise<Result>) => Promise<Result>
}

/**
 * Ends connections that fell silent as soon as the server answers others again. Their own limits are those of the longest
 * statement, and a request on a connection that a NAT has forgotten would wait that long after the server is back.
 *
 * A connection without an answer is suspected after {@link SUSPECT_AFTER}. From then on a new connection is tried again
 * and again; one that is made asks the server about the suspects. A server that is at work on a statement, however long,
 * is left to it, and so is a connection that the server does not know by its number (a pooler's, say). One that has just
 * done its work may have an answer on its way, so a connection ends only by a second probe, begun {@link ON_ITS_WAY} later.
 *
 * @param onSilent called before connections are ended
 */
export function watchSilence(config: pg.ClientConfig, onSilent: () => void): SilenceWatch {
  const sockets = new WeakMap<object, Socket>()
  const connecting = new WeakMap<object, Wait>()
  const waits = new Set<Wait>()
  let isWatching = false
  let probing = 0

  const begin = (wait: Wait): void => {
    waits.add(wait)
    if (isWatching) return
    isWatching = true
    void watch()
  }

  const watch = async (): Promise<void> => {
    while (waits.size > 0) {
      await sleep(PROBE_EVERY, undefined, { ref: false })
      const suspects = [...waits].filter(({ since }) => performance.now() - since >= SUSPECT_AFTER)
      // A probe hears nothing for as long as one may take, also after the return, so the next one does not wait for it.
      if (suspects.length > 0 && probing < MOST_PROBES) {
        probing++
        void endIfSilent(suspects).finally(() => probing--)
      }
    }
    isWatching = false
  }

  const endIfSilent = async (suspects: readonly Wait[]): Promise<void> => {
    const asked = performance.now()
    const idle = await askAbout(
      config,
      suspects.flatMap(({ pid }) => pid() ?? []),
    )
    if (idle === null) return
    const unanswered = suspects.filter((wait) => waits.has(wait) && idle.has(wait.pid() ?? NOT_CONNECTED))
    const silent = unanswered.filter(({ idleSince }) => idleSince !== null && asked - idleSince >= ON_ITS_WAY)
    for (const wait of unanswered) wait.idleSince ??= performance.now()
    if (silent.length > 0) onSilent()
    for (const wait of silent) {
      waits.delete(wait)
      wait.socket.destroy()
    }
  }

  class WatchedClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      const socket = new Socket()
      super({ ...config, stream: () => socket })
      sockets.set(this, socket)
      const wait: Wait = { since: performance.now(), socket, pid: () => null, idleSince: null }
      connecting.set(this, wait)
      socket.once('close', () => waits.delete(wait))
      begin(wait)
    }
  }

  return {
    Client: WatchedClient,
    noteConnected(client) {
      const wait = connecting.get(client)
      if (wait) waits.delete(wait)
    },
    async awaiting(client, answer) {
      const socket = sockets.get(client)
      if (!socket) return answer
      const wait: Wait = { since: performance.now(), socket, pid: () => pidOf(client), idleSince: null }
      begin(wait)
      try {
        return await answer
      } finally {
        waits.delete(wait)
      }
    },
  }
}

/** Stands for a connection that is not made yet, though a later one is. */
const NOT_CONNECTED = -1

/** @returns which of these the server knows and is not at work for; null where a new connection hears nothing either */
async function askAbout(config: pg.ClientConfig, pids: readonly number[]): Promise<ReadonlySet<number> | null> {
  const limits = { connectionTimeoutMillis: PROBE_AT_MOST, query_timeout: PROBE_AT_MOST }
  const client = new pg.Client({ ...config, ...limits })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const text = 'select pid from pg_stat_activity where pid = any($1::int[]) and state = any($2::text[])'
    const { rows } = await client.query<{ pid: number }>(text, [pids, WAITS_FOR_CLIENT])
    return new Set([NOT_CONNECTED, ...rows.map(({ pid }) => pid)])
  } catch {
    return null
  } finally {
    void client.end().catch(() => undefined)
  }
}

/** The driver keeps it, and its types leave it out. */
function pidOf(client: object): number | null {
  const pid: unknown = 'processID' in client ? client.processID : null
  return typeof pid === 'number' ? pid : null
}
