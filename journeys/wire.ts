import { once } from 'node:events'
import { createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http'

/**
 * The wire on which a product talks to the hub, apart from the browser's own way there. A journey cuts it at a message,
 * to bring about what a crash at that very moment leaves behind.
 */
export interface Wire extends AsyncDisposable {
  /** Configuration with which a part uses the wire. */
  readonly environment: Readonly<Record<string, string>>
  /**
   * Cuts the wire at the next request that matches ("PUT /path"), before it arrives or before its answer comes back.
   *
   * @returns when it is cut; it stays cut until `mend`
   */
  cut(at: RegExp, what: 'request' | 'answer'): Promise<void>
  mend(): void
}

/** A forward proxy, which every message of the product passes. */
export async function openWire(): Promise<Wire> {
  let isCut = false
  let blade: { readonly at: RegExp; readonly what: 'request' | 'answer'; readonly done: () => void } | null = null

  const cutFor = (incoming: IncomingMessage, what: 'request' | 'answer') => {
    const { method = '', url = '' } = incoming
    if (blade?.what !== what || !blade.at.test(`${method} ${new URL(url).pathname}`)) return isCut
    isCut = true
    blade.done()
    blade = null
    return true
  }
  const forward = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (cutFor(incoming, 'request')) return void outgoing.destroy()
    const { method, headers, url = '' } = incoming
    const onward = send(url, { method, headers, agent: false }, (answer) => {
      if (cutFor(incoming, 'answer')) return void outgoing.destroy()
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  }

  const server = createServer(forward)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the wire has no port')
  const url = `http://127.0.0.1:${address.port}`
  return {
    environment: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: url, http_proxy: url, NO_PROXY: '', no_proxy: '' },
    cut: (at, what) => new Promise((done) => (blade = { at, what, done })),
    mend: () => void (isCut = false),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
