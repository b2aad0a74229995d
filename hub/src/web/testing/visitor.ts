import { assertSaysWhenToRetry } from '@lanyard/running/testing'
import { type Filled, type Page, readPage, type Said, type Seen } from '@lanyard/ui/testing'
import { holdBack, type HeldBody } from './hold-back.ts'

/** A page as it came, after every redirect; empty where that led away from the hub. */
export interface VisitedPage extends Page {
  readonly url: URL
  readonly status: number
  /** The status of the first answer, before any redirect was followed. */
  readonly firstStatus: number
  /** The content security policy of the last answer. */
  readonly policy: string
}

/** A browser without script: it keeps cookies, follows redirects and sends forms as pages of the hub do. */
export interface Visitor {
  get(address: string): Promise<VisitedPage>
  /** One answer as soon as it begins, for what goes on for long, and for where a redirect leads. */
  begin(address: string, request?: RequestInit): Promise<Response>
  /** Fills in the fields of a form by their labels and presses a button, on a page or in a part of one. */
  press(seen: Seen, button: Said, filled?: Filled): Promise<VisitedPage>
  /** Anything else that a browser, or what calls itself one, may send. */
  send(address: string, request: RequestInit): Promise<VisitedPage>
  post(
    address: string,
    fields?: Readonly<Record<string, string>> | URLSearchParams,
    headers?: Readonly<Record<string, string>>,
  ): Promise<VisitedPage>
  /** Posts a form but for its last byte, and waits until the hub has taken up the request. */
  holdBack(address: string, fields: Readonly<Record<string, string>>): Promise<HeldBody>
}

const MOST_REDIRECTS = 10

export function openVisitor(origin: string): Visitor {
  const cookies = new Map<string, Cookie>()

  const cookiesFor = ({ pathname }: URL): string => {
    const sent = [...cookies.values()].filter(({ path }) => isBelow(pathname, path))
    return sent.map(({ name, value }) => `${name}=${value}`).join('; ')
  }

  const ask = async (url: URL, request: RequestInit): Promise<Response> => {
    const headers = new Headers(request.headers)
    headers.set('cookie', cookiesFor(url))
    const response = await fetch(url, { ...request, headers, redirect: 'manual' })
    assertSaysWhenToRetry(response)
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
    return response
  }

  const follow = async (address: string, request: RequestInit): Promise<VisitedPage> => {
    let url = new URL(address, origin)
    let response = await ask(url, request)
    const firstStatus = response.status
    if (request.method === 'POST') assertLeadsOn(url, response)
    for (let count = 0; response.headers.has('location'); count += 1) {
      if (count === MOST_REDIRECTS) throw new Error(`${address} leads round and round`)
      url = new URL(response.headers.get('location') ?? '', url)
      if (url.origin !== origin) return arrive(url, firstStatus, response, '')
      response = await ask(url, {})
    }
    return arrive(url, firstStatus, response, await response.text())
  }

  const get: Visitor['get'] = (address) => follow(address, {})
  const post: Visitor['post'] = (address, fields = {}, headers = {}) =>
    follow(address, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
    })

  return {
    get,
    begin: (address, request = {}) => ask(new URL(address, origin), request),
    press(seen, button, filled) {
      const { method, address, fields } = seen.submission(button, filled)
      return method === 'post' ? post(address.href, fields) : get(address.href)
    },
    send: follow,
    post,
    holdBack(address, fields) {
      const url = new URL(address, origin)
      const headers = {
        cookie: cookiesFor(url),
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      }
      return holdBack(url, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
    },
  }
}

/** What a form achieved is told after a redirect, so that a reload does nothing again (FS4). */
function assertLeadsOn({ pathname }: URL, { ok, headers }: Response): void {
  const isPage = headers.get('content-type')?.startsWith('text/html') === true
  if (ok && isPage) throw new Error(`${pathname} answers with a page`)
}

function arrive(url: URL, firstStatus: number, { status, headers }: Response, body: string): VisitedPage {
  const policy = headers.get('content-security-policy') ?? ''
  return Object.assign(readPage(body, url), { url, status, firstStatus, policy })
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

function keepCookie(cookies: Map<string, Cookie>, line: string): void {
  const [pair = '', ...properties] = line.split(';').map((part) => part.trim())
  const [name = '', value = ''] = pair.split('=', 2)
  const path = properties.find((property) => /^path=/i.test(property))?.slice('path='.length) ?? '/'
  const gone = properties.some((property) => /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(property))
  if (gone) cookies.delete(`${name} ${path}`)
  else cookies.set(`${name} ${path}`, { name, value, path })
}

/** RFC 6265 section 5.1.4. */
function isBelow(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}
