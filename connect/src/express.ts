import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Connect } from './api/connect.ts'

/**
 * Answers the kit's requests in Express and in plain `node:http`. It reads its own small forms, and takes what a parser
 * of bodies before it has read (`request.body`).
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
      if (isOurs && isLost(incoming)) throw new Error(LOST)
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
  const url = new URL(incoming.url ?? '/', 'http://host.invalid')
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers })
  if (!incoming.readableDidRead) {
    const streamed = { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' as const }
    return new Request(url, { method, headers, ...streamed })
  }
  const text = parsedBody(incoming) ?? ''
  headers.delete('Content-Encoding')
  headers.delete('Transfer-Encoding')
  headers.set('Content-Length', String(Buffer.byteLength(text)))
  return new Request(url, { method, headers, body: text })
}

/** A parser has read the body and left nothing that the kit could take. */
function isLost(incoming: IncomingMessage): boolean {
  return (
    incoming.readableDidRead && Number(incoming.headers['content-length'] ?? 0) > 0 && parsedBody(incoming) === null
  )
}

const LOST =
  'A parser of bodies before mount(connect) has read this request and left no request.body that is a text, a Buffer or a form. Put mount(connect) before it.'

/** What a parser made of a body, as the text that it was: `text()` and `raw()` keep it, `urlencoded()` took it apart. */
function parsedBody(incoming: IncomingMessage & { readonly body?: unknown }): string | null {
  const { body } = incoming
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8')
  if (typeof body !== 'object' || body === null) return null
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) {
    for (const one of [value].flat()) {
      if (typeof one !== 'string') return null
      form.append(name, one)
    }
  }
  return form.toString()
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
