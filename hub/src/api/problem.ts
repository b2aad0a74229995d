import { wordRefusal } from '../messages/refusals.ts'
import { type Refusal, retryAfter, shownReference } from '../refusal.ts'

/** A refusal as a program reads it (RFC 9457). */
export function problemOf(refusal: Refusal, hubName: string): Response {
  const { code, status, details } = refusal
  const { text, next } = wordRefusal(refusal, { name: hubName })
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer')
  const wait = retryAfter(refusal)
  if (wait !== null) headers.set('Retry-After', wait)
  const body = { ...details, title: text, detail: next, status, code, reference: shownReference(refusal) }
  return new Response(JSON.stringify(body), { status, headers })
}

/** A mistake on this side: the reference finds it in the log, and nothing else goes out. */
export function failureOf(reference: string): Response {
  const headers = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  return new Response(JSON.stringify({ title: 'Internal Server Error', status: 500, code: 'failed', reference }), {
    status: 500,
    headers,
  })
}
