interface Page {
  /** Where it led in the end. */
  readonly url: string
  readonly status: number
}

interface Sending extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>
}

/** A browser without script that keeps cookies by host and port, and follows redirects. */
export function openJar(given: readonly string[]) {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: string) => {
    const { origin } = new URL(url)
    const jar = jars.get(origin) ?? new Map(given.map((pair) => [pair.slice(0, pair.indexOf('=')), pair]))
    jars.set(origin, jar)
    return jar
  }

  const go = async (address: string, init: Sending = {}): Promise<Page> => {
    let url = address
    let request = init
    for (;;) {
      const cookie = [...jarOf(url).values()].join('; ')
      const response = await fetch(url, { ...request, redirect: 'manual', headers: { ...request.headers, cookie } })
      await response.arrayBuffer()
      for (const line of response.headers.getSetCookie()) {
        const pair = line.split(';')[0] ?? ''
        jarOf(url).set(pair.slice(0, pair.indexOf('=')), pair)
      }
      const location = response.headers.get('location')
      if (location === null) return { url, status: response.status }
      url = new URL(location, url).href
      request = {}
    }
  }

  return {
    get: (address: string) => go(address),
    post: (address: string, fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
      go(address, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
      }),
  }
}
