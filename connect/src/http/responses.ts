import { problems } from '../messages/en.ts'

/** A browser goes on to a path of this product or to the hub; never to an address that a request named. */
export function redirect(to: URL, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: to.href, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

const STATUS = {
  foreign_request: 403,
  not_found: 404,
  method_not_allowed: 405,
  issuer_unknown: 400,
  logout_token_invalid: 400,
  clocks_differ: 400,
} as const

/**
 * For requests that no page of this product makes (RFC 9457).
 *
 * @param details further members, such as `reference`, by which the log is searched
 */
export function problem(
  code: keyof typeof problems,
  details: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json(
    { type: 'about:blank', status: STATUS[code], code, title: problems[code], ...details },
    {
      status: STATUS[code],
      headers: { ...headers, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' },
    },
  )
}

/**
 * Did a page of this product send this form (T1)? Browsers say so by themselves; a request that says nothing
 * is no one's form.
 */
export function isOwnForm(request: Request, origin: string): boolean {
  const site = request.headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin'
  return request.headers.get('Origin') === origin
}
