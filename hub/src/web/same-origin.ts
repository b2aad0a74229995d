/**
 * Whether a state-changing request was sent by a page of this origin (CSRF, T1 and T44).
 *
 * `Sec-Fetch-Site` is the browser's own word and no page can forge it; browsers that lack it send
 * `Origin` with every POST. A request with neither comes from no page that this hub has served.
 */
export function isSameOrigin(request: Request, origin: string): boolean {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  return request.headers.get('origin') === origin
}

/** A GET changes nothing here and is not checked. */
export function changesState(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}
