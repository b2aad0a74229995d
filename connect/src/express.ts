import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Connect } from './api.ts'

/**
 * Answers the kit's requests in Express and in plain `node:http`. Put it before parsers of bodies: the kit reads its
 * own small forms.
 *
 * @example
 * import { once } from 'node:events'
 * import { createServer } from 'node:http'
 * import { mount } from '@lanyard/connect/express'
 *
 * // In Express: app.use(mount(connect))
 * const connect = { handle: async () => new Response('the kit') }
 * const answer = mount(connect)
 * const server = createServer((request, response) => {
 *   void answer(request, response, () => response.end('a page of the host'))
 * })
 *
 * await once(server.listen(0), 'listening')
 * const address = server.address()
 * const port = typeof address === 'object' ? address?.port : undefined
 * const read = async (path: string) => (await fetch(`http://localhost:${port}${path}`)).text()
 * assert.equal(await read('/connect/sign-in'), 'the kit')
 * assert.equal(await read('/tickets'), 'a page of the host')
 * server.closeAllConnections()
 * server.close()
 */
export function mount(connect: Pick<Connect<unknown>, 'handle'>) {
  return async (
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    next: (error?: unknown) => void,
  ): Promise<void> => {
    try {
      const isOurs = incoming.url?.startsWith('/connect/') ?? false
      const response = isOurs ? await connect.handle(toRequest(incoming)) : null
      if (response) await send(response, outgoing)
      else next()
    } catch (error) {
      next(error)
    }
  }
}

/**
 * The request as the web's standard has it. Its host is a placeholder: the kit builds addresses on the configured
 * origin alone, and a `Host` header is the sender's word. Hosts use it to read a session from a Node request.
 *
 * @example
 * import { once } from 'node:events'
 * import { createServer } from 'node:http'
 * import { toRequest } from '@lanyard/connect/express'
 *
 * const server = createServer((incoming, outgoing) => {
 *   const { headers, url } = toRequest(incoming)
 *   outgoing.end(`${headers.get('cookie')} at ${new URL(url).pathname}`)
 * })
 *
 * await once(server.listen(0), 'listening')
 * const address = server.address()
 * const port = typeof address === 'object' ? address?.port : undefined
 * const answer = await fetch(`http://localhost:${port}/tickets`, { headers: { Cookie: 'session=1' } })
 * assert.equal(await answer.text(), 'session=1 at /tickets')
 * server.closeAllConnections()
 * server.close()
 */
export function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
    if (!name.startsWith(':')) headers.set(name, values.join(name === 'cookie' ? '; ' : ', '))
  }
  const method = incoming.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(incoming.url ?? '/', 'http://host.invalid'), {
    method,
    headers,
    ...(hasBody ? { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const } : {}),
  })
}

/** Writes a standard response. Resolves when it is handed over. */
async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value)
  }
  const cookies = response.headers.getSetCookie()
  if (cookies.length > 0) outgoing.setHeader('Set-Cookie', cookies)
  const body = Buffer.from(await response.arrayBuffer())
  outgoing.end(body)
  if (!outgoing.writableFinished && !outgoing.destroyed) await once(outgoing, 'close')
}
