import { type AnyRefusal, type RefusalWords, shownReference, withRetryAfter } from './refusal.ts'

/** A refusal as a program reads it (RFC 9457): what a person is told, the code, and the facts. */
export function problem(refusal: AnyRefusal, { text, next }: RefusalWords): Response {
  const { code, status, details } = refusal
  const body = { ...details, title: text, detail: next, status, code, reference: shownReference(refusal) }
  return refusalResponse(refusal, body, 'application/problem+json')
}

/** The answer of a refusal to a program, whatever its body. */
export function refusalResponse(refusal: AnyRefusal, body: object, type: string): Response {
  const { status } = refusal
  const headers = new Headers({ 'Content-Type': type, 'Cache-Control': 'no-store' })
  // The rest of such a body is not read, so nothing else can follow on that connection.
  if (status === 413) headers.set('Connection', 'close')
  return withRetryAfter(refusal, new Response(JSON.stringify(body), { status, headers }))
}

/** Whether a script of a page, or another program, asks, and not a person who opens the address. */
export function wantsJson(accept: string | null | undefined): boolean {
  return /\bapplication\/([a-z]+\+)?json\b/.test(accept ?? '') && !accept?.includes('text/html')
}
