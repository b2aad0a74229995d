import type { Psa } from '../psa.ts'

/** What handlers of pages take: the whole deployment. */
export type Site = Psa

/** Sends the browser on, after a form was taken (RFC 9110, section 15.4.4). */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

export function htmlResponse(markup: string, status = 200, cookies: readonly string[] = []): Response {
  const headers = new Headers({ 'content-type': 'text/html; charset=utf-8' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(markup, { status, headers })
}
