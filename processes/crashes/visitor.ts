import { WAIT_LIMIT } from '@lanyard/storage/testing'

/** A page as it came, after every redirect. */
export interface Page {
  readonly url: URL
  readonly status: number
  readonly text: string
}

/** The server was gone before it had answered. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** A browser without script that survives the crash of a server before it: it can load again what got no answer. */
export interface Visitor {
  get(address: string): Promise<Page>
  /**
   * Sends a form as a page of the address's own origin does. With `until`, the first address that matches is left
   * unopened, and the page's status is 0.
   */
  post(address: string, fields?: Readonly<Record<string, string>>, until?: RegExp): Promise<Page>
  /** Opens an address in passing: follows nothing, and keeps nothing. */
  peek(url: URL): Promise<Response>
  /** Loads again what got no answer, as a person does; null where everything did. */
  reload(): Promise<Page | null>
  /** Every answer that no page should give: an error of ours (500). */
  readonly errors: readonly string[]
  /** What the browser holds, for one that goes on later. */
  cookies(): readonly Cookie[]
}

interface PendingRequest {
  readonly url: URL
  readonly init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }
}

const MOST_REDIRECTS = 15

/** @param kept what the browser held before */
export function openVisitor(kept: readonly Cookie[] = []): Visitor {
  // All parts are on one host, whatever their port; cookies know hosts and paths.
  const cookies = new Map(kept.map((cookie) => [keyOf(cookie), cookie]))
  const errors: string[] = []
  let unanswered: PendingRequest | null = null

  const send = async ({ url, init }: PendingRequest): Promise<Response> => {
    const sent = [...cookies.values()].filter(({ path }) => isBelow(url.pathname, path))
    const headers = { ...init.headers, cookie: sent.map(({ pair }) => pair).join('; ') }
    return fetch(url, {
      ...init,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(WAIT_LIMIT),
    }).catch((cause: unknown) => {
      throw new Interrupted(`${init.method ?? 'GET'} ${url.pathname} got no answer`, { cause })
    })
  }

  const ask = async (request: PendingRequest): Promise<Response> => {
    const { url, init } = request
    const response = await send(request)
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
    if (response.status === 500) errors.push(`${init.method ?? 'GET'} ${url.pathname} answered 500`)
    return response
  }

  const follow = async (first: PendingRequest, until?: RegExp): Promise<Page> => {
    let request = first
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      unanswered = request
      const response = await ask(request)
      const text = await response.text()
      unanswered = null
      const location = response.headers.get('location')
      if (location === null) return { url: request.url, status: response.status, text }
      request = { url: new URL(location, request.url), init: {} }
      if (until?.test(request.url.href)) return { url: request.url, status: 0, text: '' }
    }
    throw new Error(`${first.url.href} leads round and round`)
  }

  return {
    get: (address) => follow({ url: new URL(address), init: {} }),
    post(address, fields = {}, until) {
      const url = new URL(address)
      const headers = { origin: url.origin, 'sec-fetch-site': 'same-origin' }
      return follow({ url, init: { method: 'POST', headers, body: new URLSearchParams(fields) } }, until)
    },
    peek: (url) => send({ url, init: {} }),
    reload: async () => (unanswered === null ? null : follow(unanswered)),
    errors,
    cookies: () => [...cookies.values()],
  }
}

export interface Cookie {
  /** `NAME=VALUE`. */
  readonly pair: string
  readonly path: string
}

function keepCookie(cookies: Map<string, Cookie>, line: string): void {
  const [pair = '', ...properties] = line.split(';').map((property) => property.trim())
  const path = properties.find((property) => /^path=/i.test(property))?.slice('path='.length) ?? '/'
  const cookie = { pair, path }
  const isOver = properties.some((property) => /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(property))
  if (isOver) cookies.delete(keyOf(cookie))
  else cookies.set(keyOf(cookie), cookie)
}

function keyOf({ pair, path }: Cookie): string {
  return `${pair.split('=', 1).join('')} ${path}`
}

/** RFC 6265, section 5.1.4. */
function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
