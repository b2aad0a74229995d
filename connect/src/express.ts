import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Connect } from './api.ts'

/**
 * Answers the kit's requests in Express and in plain `node:http`. Put it before parsers of bodies: the kit reads its
 * own small forms.
 *
 * @example
 * app.use(mount(connect))
 * createServer((req, res) => mount(connect)(req, res, () => pages(req, res)))
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
