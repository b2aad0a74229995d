/**
 * Loaded into a part before its own code (`node --import`): counts the statements that each of its requests sends, and says
 * them, with what its connections are set to, at a port of its own. Statements of background work are not counted.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'
import { createServer, type IncomingMessage } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { type SentStatement, sentStatements } from '@lanyard/storage'

/** What is said. */
export interface Counted {
  /** By request, such as `POST /oidc/token`. */
  readonly statements: Readonly<Record<string, number>>
  /** Of these, the ones that end a transaction that writes. */
  readonly commits: number
  /** Each setting that a connection has, once. */
  readonly durability: readonly string[]
}

const requests = new AsyncLocalStorage<string>()
const connections = new Set<SentStatement['connection']>()
let statements: Record<string, number> = {}
let commits = 0

subscribe('http.server.request.start', (message) => {
  const { request } = message as { readonly request: IncomingMessage }
  const [path = ''] = (request.url ?? '').split('?')
  // An interaction's id is no name.
  requests.enterWith(`${request.method} ${path.replaceAll(/\/[\w-]{21,}/g, '/:uid')}`)
})
sentStatements.subscribe((message) => {
  const { sql, connection } = message as SentStatement
  connections.add(connection)
  const request = requests.getStore()
  if (request === undefined) return
  statements[request] = (statements[request] ?? 0) + 1
  if (sql === 'commit') commits++
})

const server = createServer((_request, response) => {
  const counted = { statements, commits }
  statements = {}
  commits = 0
  void readDurability().then((durability) => response.end(JSON.stringify({ ...counted, durability } satisfies Counted)))
})
server.listen(Number(process.env['BENCH_COUNTS_PORT']), '127.0.0.1').unref()

async function readDurability(): Promise<readonly string[]> {
  const read: string[] = []
  for (const connection of connections) {
    if (connection instanceof DatabaseSync) {
      if (!connection.isOpen) continue
      const name = connection.location()?.split('/').at(-1)
      read.push(`${name}: synchronous = ${String(connection.prepare('pragma synchronous').get()?.['synchronous'])}`)
      continue
    }
    for (const setting of ['synchronous_commit', 'fsync']) {
      const { rows } = await connection.query<Record<string, string>>(`show ${setting}`)
      read.push(`${setting} = ${rows[0]?.[setting]}`)
    }
  }
  return [...new Set(read)].sort()
}
