/** What is asked of headers: `Headers`, or what reads them alike. */
interface ReadsHeaders {
  get(name: string): string | null | undefined
}

/** A GET, HEAD or OPTIONS changes nothing, and may come from anywhere. */
export function changesState(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}

/**
 * Whether a page of this origin sent a request that changes something (CSRF; T1, T44).
 *
 * `Sec-Fetch-Site` is the browser's own word, which no page can forge; browsers that lack it send `Origin` with every
 * POST. A request with neither comes from no page that this part has served. Another port of the same host is another
 * origin, although the same site.
 */
export function isOwnForm(headers: ReadsHeaders, origin: string): boolean {
  const site = headers.get('sec-fetch-site') ?? null
  if (site !== null) return site === 'same-origin'
  return headers.get('origin') === origin
}
