import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A TCP proxy before a server, which fails as networks do. */
export interface Proxy extends AsyncDisposable {
  readonly port: number
  /** How many connections were taken so far. */
  taken(): number
  /** Forwards nothing more and closes nothing, as a NAT that forgot its connections; new ones are taken, and hear nothing. */
  silence(): void
  /** Forwards again what comes in new connections; those that were silenced stay so. */
  restore(): void
  /** Ends every connection, as a server that dies and is there again. */
  cut(): void
  /** Ends every connection, and every new one at once, as a server that is down. */
  refuse(): void
  /** Ends each new connection at its first statement, as a pooler of PostgreSQL whose server is away. */
  refuseStatements(): void
}

/** What a message of the client to PostgreSQL begins with that asks something: `Parse` and `Query`. */
const STATEMENTS = [...Buffer.from('PQ')]

export async function openProxy(target: { readonly host: string; readonly port: number }): Promise<Proxy> {
  const open = new Set<Socket>()
  let state: 'forwarding' | 'silent' | 'refusing' | 'without statements' = 'forwarding'
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket))
  }
  let taken = 0
  const server = createServer((client) => {
    taken++
    keep(client)
    if (state === 'refusing') return void client.destroy()
    if (state === 'silent') return void client.resume()
    const upstream = connect(target.port, target.host)
    keep(upstream)
    const hasServer = state === 'forwarding'
    client
      .on('close', () => upstream.destroy())
      .on('data', (bytes: Buffer) => {
        if (hasServer || !STATEMENTS.includes(bytes[0] ?? 0)) upstream.write(bytes)
        else client.destroy()
      })
    upstream.on('close', () => client.destroy()).on('data', (bytes: Buffer) => client.write(bytes))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    taken: () => taken,
    silence() {
      state = 'silent'
      for (const socket of open) socket.removeAllListeners('data').pause()
    },
    restore() {
      state = 'forwarding'
    },
    cut() {
      for (const socket of open) socket.destroy()
    },
    refuse() {
      state = 'refusing'
      for (const socket of open) socket.destroy()
    },
    refuseStatements() {
      state = 'without statements'
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
