import { assertSaysWhenToRetry } from '@lanyard/running/testing'
import { type Filled, type Page, readPage, type Said, type Seen } from '@lanyard/ui/testing'
import { PASSWORD } from './a-company.ts'

export interface TestBrowser {
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Sends a form as a page of the PSA would; `headers` change what the browser says about it. */
  post(path: string, fields?: Record<string, string> | string, headers?: Record<string, string>): Promise<Answer>
  /** Fills in the fields of a form by their labels and presses a button, on a page or in a part of one. */
  press(seen: Seen, button: Said, filled?: Filled): Promise<Answer>
  logIn(company: string, username: string, password?: string): Promise<Answer>
  readonly cookies: Map<string, string>
}

export interface Answer extends Page {
  readonly status: number
  readonly headers: Headers
  readonly location: string | null
}

export function testBrowser(origin: string, fetch: (request: Request) => Response | Promise<Response>): TestBrowser {
  const cookies = new Map<string, string>()
  const send = async (
    path: string,
    { headers: given, ...init }: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ): Promise<Answer> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const headers = { host: new URL(origin).host, cookie, ...given }
    const url = new URL(path, origin)
    const response = await fetch(new Request(url, { ...init, headers }))
    assertSaysWhenToRetry(response)
    for (const line of response.headers.getSetCookie()) keep(cookies, line)
    const { status } = response
    // What a form achieved is told after a redirect, so that a reload does nothing again (FS4).
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    if (init.method === 'POST' && status < 300 && isPage) throw new Error(`${path} answers a form with a page`)
    return Object.assign(readPage(await response.text(), url), {
      status,
      headers: response.headers,
      location: response.headers.get('location'),
    })
  }
  const get: TestBrowser['get'] = (path, headers = {}) => send(path, { headers })
  const post: TestBrowser['post'] = (path, fields = {}, headers = {}) =>
    send(path, {
      method: 'POST',
      body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', ...headers },
    })
  return {
    cookies,
    get,
    post,
    press(seen, button, filled) {
      const { method, address, fields } = seen.submission(button, filled)
      return method === 'post' ? post(address.href, Object.fromEntries(fields)) : get(address.href)
    },
    logIn: (company, username, password = PASSWORD) => post('/login', { company, username, password }),
  }
}

/** Keeps a cookie as a browser does, or forgets it. */
export function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split('; ')
  const [name = '', value = ''] = pair.split('=')
  if (attributes.includes('Max-Age=0')) cookies.delete(name)
  else cookies.set(name, value)
}
