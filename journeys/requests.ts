import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

export interface RawRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A request as no browser would send it: with any header, `Host` included, and any body, on a connection of its own. */
export async function sendRaw(
  url: string,
  { method = 'GET', headers = {}, body = '' }: RawRequest = {},
): Promise<RawAnswer> {
  const length = body === '' ? {} : { 'content-length': Buffer.byteLength(body) }
  const sent = request(url, { method, agent: false, headers: { ...length, ...headers } })
  sent.end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  // A server that has answered need not take the rest of the body.
  sent.on('error', () => undefined)
  const chunks: Buffer[] = await answer.toArray()
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).toString() }
}
