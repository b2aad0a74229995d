import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

/** A body on its way. */
export interface HeldBody {
  /** Sends the last byte. */
  finish(): Promise<{ readonly status: number; readonly location: string }>
  /** Hangs up instead. */
  breakOff(): void
}

/** Sends a body but for its last byte, and waits until the hub has taken up the request. */
export async function holdBack(
  url: URL,
  sent: { readonly method: string; readonly headers: Readonly<Record<string, string>>; readonly body: string },
): Promise<HeldBody> {
  const body = Buffer.from(sent.body)
  const headers = { ...sent.headers, 'content-length': body.length, expect: '100-continue' }
  const sending = request(url, { method: sent.method, headers })
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>
  answered.catch(() => undefined)
  sending.flushHeaders()
  await once(sending, 'continue')
  sending.write(body.subarray(0, -1))
  return {
    breakOff() {
      sending.on('error', () => undefined).destroy()
    },
    async finish() {
      sending.end(body.subarray(-1))
      const [answer] = await answered
      answer.resume()
      return { status: answer.statusCode ?? 0, location: answer.headers.location ?? '' }
    },
  }
}
