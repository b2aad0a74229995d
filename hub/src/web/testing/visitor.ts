/** A page as it came, after every redirect. */
export interface Visited {
  readonly url: URL
  readonly status: number
  /** The status of the first answer, before any redirect was followed. */
  readonly firstStatus: number
  readonly text: string
}

/** A browser without script: it keeps cookies, follows redirects and sends forms as pages of the hub do. */
export interface Visitor {
  get(address: string): Promise<Visited>
  post(
    address: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Visited>
}

const MOST_REDIRECTS = 10

export function openVisitor(origin: string): Visitor {
  const cookies = new Map<string, string>()

  const ask = async (url: URL, request: RequestInit): Promise<Response> => {
    const headers = new Headers(request.headers)
    headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...request, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) keepCookie(cookies, line)
    return response
  }

  const follow = async (address: string, request: RequestInit): Promise<Visited> => {
    let url = new URL(address, origin)
    let response = await ask(url, request)
    const firstStatus = response.status
    for (let count = 0; response.headers.has('location'); count += 1) {
      if (count === MOST_REDIRECTS) throw new Error(`${address} leads round and round`)
      url = new URL(response.headers.get('location') ?? '', url)
      if (url.origin !== origin) return { url, status: response.status, firstStatus, text: '' }
      response = await ask(url, {})
    }
    return { url, status: response.status, firstStatus, text: await response.text() }
  }

  return {
    get: (address) => follow(address, {}),
    post: (address, fields = {}, headers = {}) =>
      follow(address, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
      }),
  }
}

/** Paths are left out of account: no test needs two cookies of one name. */
function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...properties] = line.split(';').map((part) => part.trim())
  const [name = '', value = ''] = pair.split('=', 2)
  const gone = properties.some((property) => /^(max-age=0|expires=thu, 01 jan 1970.*)$/i.test(property))
  if (gone) cookies.delete(name)
  else cookies.set(name, value)
}
