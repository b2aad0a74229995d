/**
 * A browser as far as HTTP goes: cookies by host, redirects one by one. Its pages are texts, and everything that a real
 * one would keep from an attacker can be changed by hand: cookies, headers, the address that is opened next.
 */
export interface Browser {
  /** Opens an address and follows redirects. With `until`, the first address that matches is left unopened. */
  open(url: string, options?: OpenOptions): Promise<Page>
  /** Sends a form of a page of the address's own origin; `headers` make it another page's. */
  post(url: string, form?: Readonly<Record<string, string>>, options?: PostOptions): Promise<Page>
  cookie(host: string, name: string): string | null
  setCookie(host: string, name: string, value: string): void
  /** All cookies of a host, by name. */
  cookies(host: string): ReadonlyMap<string, string>
  /** Names of the cookies that stay behind where another site leads to this address (`SameSite=Strict`). */
  strictCookies(url: string): readonly string[]
  /** The same cookies in another browser, as a thief would have them. */
  copy(): Browser
  /** A copy that sends every cookie from everywhere, as no real browser does. */
  copyWithoutSites(): Browser
}

export interface OpenOptions {
  readonly until?: RegExp
  /** Another site's page leads here: `SameSite=Strict` cookies stay behind, here and in the redirects that follow. */
  readonly fromElsewhere?: boolean
}

export interface PostOptions {
  readonly until?: RegExp
  /** In place of the `Origin` that a page of the product has. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface Page {
  /** Where it ended. */
  readonly url: URL
  /** 0 where the address was not opened. */
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

/** No chain of redirects is longer. */
const MOST_HOPS = 15

/** Milliseconds that one answer may take. */
const PATIENCE = 60_000

/**
 * Opens a browser that no one has used.
 *
 * @example
 * import { openBrowser } from '@lanyard/connect/testing'
 *
 * const browser = openBrowser()
 * browser.setCookie('localhost', 'session', 'planted')
 * assert.equal(browser.copy().cookie('localhost', 'session'), 'planted')
 */
export function openBrowser(): Browser {
  return browserWith(new Map(), true)
}

function browserWith(jar: Map<string, Map<string, Cookie>>, knowsSites: boolean): Browser {
  const cookiesOf = (host: string) => {
    const cookies = jar.get(host) ?? new Map<string, Cookie>()
    jar.set(host, cookies)
    return cookies
  }
  const copyOfJar = () => new Map([...jar].map(([host, cookies]) => [host, new Map(cookies)]))

  const request = async (url: URL, init: RequestInit, isAcross: boolean): Promise<Response> => {
    const sent = [...cookiesOf(url.hostname)].filter(([, { strict }]) => !(strict && isAcross && knowsSites))
    const cookies = sent.map(([name, { value }]) => `${name}=${value}`).join('; ')
    const headers = new Headers(init.headers)
    if (cookies !== '') headers.set('Cookie', cookies)
    const signal = AbortSignal.timeout(PATIENCE)
    const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(cookiesOf(url.hostname), line)
    return response
  }

  const follow = async (
    start: URL,
    init: RequestInit,
    { until, fromElsewhere = false }: OpenOptions,
  ): Promise<Page> => {
    let [url, isAcross] = [start, fromElsewhere]
    let response = await request(url, init, isAcross)
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const location = response.headers.get('Location')
      if (location === null)
        return { url, status: response.status, text: await response.text(), headers: response.headers }
      await response.body?.cancel()
      const next = new URL(location, url)
      // A page of the other origin led on: a hub asks its people there. Whether the two are one site is left open.
      isAcross ||= next.origin !== url.origin
      url = next
      if (until?.test(url.href)) return { url, status: 0, text: '', headers: response.headers }
      response = await request(url, {}, isAcross)
    }
    throw new Error(`Redirected in a circle: ${url.href}`)
  }

  return {
    open: (url, options = {}) => follow(new URL(url), {}, options),
    post(url, form = {}, { headers, ...options } = {}) {
      const { origin } = new URL(url)
      const init = { method: 'POST', headers: headers ?? { Origin: origin }, body: new URLSearchParams(form) }
      return follow(new URL(url), init, options)
    },
    cookie: (host, name) => jar.get(host)?.get(name)?.value ?? null,
    setCookie: (host, name, value) => void cookiesOf(host).set(name, { value, strict: false, path: '/' }),
    cookies: (host) => new Map([...cookiesOf(host)].map(([name, { value }]) => [name, value])),
    strictCookies(url) {
      const { hostname, pathname } = new URL(url)
      const strict = [...cookiesOf(hostname)].filter(([, cookie]) => cookie.strict && pathname.startsWith(cookie.path))
      return strict.map(([name]) => name)
    },
    copy: () => browserWith(copyOfJar(), knowsSites),
    copyWithoutSites: () => browserWith(copyOfJar(), false),
  }
}

interface Cookie {
  readonly value: string
  readonly strict: boolean
  readonly path: string
}

function keep(cookies: Map<string, Cookie>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  const isOver = attributes.some((attribute) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute))
  if (isOver) cookies.delete(name)
  else {
    const path = /;\s*path=(\/[^;]*)/i.exec(line)?.[1]?.trim() ?? '/'
    cookies.set(name, { value, strict: /;\s*samesite=strict\s*(;|$)/i.test(line), path })
  }
}
