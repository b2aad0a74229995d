/**
 * A browser as far as HTTP goes: cookies by host, redirects one by one. Its pages are texts, and everything that a real
 * one would keep from an attacker can be changed by hand: cookies, headers, the address that is opened next.
 */
export interface Browser {
  /** Opens an address and follows redirects. With `until`, the first address that matches is left unopened. */
  open(url: string, options?: { readonly until?: RegExp }): Promise<Page>
  /** Sends a form of a page of the address's own origin; `headers` make it another page's. */
  post(url: string, form?: Readonly<Record<string, string>>, options?: PostOptions): Promise<Page>
  cookie(host: string, name: string): string | null
  setCookie(host: string, name: string, value: string): void
  /** All cookies of a host, by name. */
  cookies(host: string): ReadonlyMap<string, string>
  /** The same cookies in another browser, as a thief would have them. */
  copy(): Browser
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
 * Opens a browser that nobody has used.
 *
 * @example
 * import { openBrowser } from '@lanyard/connect/testing'
 *
 * const browser = openBrowser()
 * browser.setCookie('localhost', 'session', 'planted')
 * assert.equal(browser.copy().cookie('localhost', 'session'), 'planted')
 */
export function openBrowser(jar = new Map<string, Map<string, string>>()): Browser {
  const cookiesOf = (url: URL) => {
    const cookies = jar.get(url.hostname) ?? new Map<string, string>()
    jar.set(url.hostname, cookies)
    return cookies
  }

  const request = async (url: URL, init: RequestInit): Promise<Response> => {
    const cookies = [...cookiesOf(url)].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = new Headers(init.headers)
    if (cookies !== '') headers.set('Cookie', cookies)
    const signal = AbortSignal.timeout(PATIENCE)
    const response = await fetch(url, { ...init, headers, signal, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keep(cookiesOf(url), line)
    return response
  }

  const follow = async (start: URL, init: RequestInit, until?: RegExp): Promise<Page> => {
    let [url, response] = [start, await request(start, init)]
    for (let hop = 0; hop < MOST_HOPS; hop++) {
      const location = response.headers.get('Location')
      if (location === null)
        return { url, status: response.status, text: await response.text(), headers: response.headers }
      await response.body?.cancel()
      url = new URL(location, url)
      if (until?.test(url.href)) return { url, status: 0, text: '', headers: response.headers }
      response = await request(url, {})
    }
    throw new Error(`Redirected in a circle: ${url.href}`)
  }

  return {
    open: (url, { until } = {}) => follow(new URL(url), {}, until),
    post(url, form = {}, { until, headers } = {}) {
      const { origin } = new URL(url)
      const init = { method: 'POST', headers: headers ?? { Origin: origin }, body: new URLSearchParams(form) }
      return follow(new URL(url), init, until)
    },
    cookie: (host, name) => jar.get(host)?.get(name) ?? null,
    setCookie(host, name, value) {
      const cookies = jar.get(host) ?? new Map<string, string>()
      jar.set(host, cookies.set(name, value))
    },
    cookies: (host) => jar.get(host) ?? new Map<string, string>(),
    copy: () => openBrowser(new Map([...jar].map(([host, cookies]) => [host, new Map(cookies)]))),
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  const isOver = attributes.some((attribute) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute))
  if (isOver) cookies.delete(name)
  else cookies.set(name, value)
}
