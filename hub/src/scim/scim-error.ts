import { wordRefusal } from '../messages/refusals.ts'
import { type Refusal, retryAfter, shownReference } from '../refusal.ts'

export const SCIM_JSON = 'application/scim+json'

/** Kinds of error that RFC 7644 section 3.12 names, as far as they happen here. */
export type ScimType = 'invalidFilter' | 'invalidSyntax' | 'invalidValue' | 'mutability'

/**
 * A refusal as a directory reads it (RFC 7644 section 3.12). Code and reference stand in the sentence, since `detail` is
 * what directories show to their administrators.
 *
 * `last_master` stays the 409 that it is by RFC 9110 section 15.5.10, in conflict with the state of things; without a
 * `scimType`, because the only one for 409 is `uniqueness`.
 */
export function errorOf(refusal: Refusal, hubName: string): Response {
  const { code, status, details } = refusal
  const evidence = [code, shownReference(refusal)].filter((part) => part !== undefined).join(' · ')
  const { text, next } = wordRefusal(refusal, { name: hubName })
  const response = answer(status, `${text} ${next} (${evidence})`, details['scimType'])
  const wait = retryAfter(refusal)
  if (wait !== null) response.headers.set('Retry-After', wait)
  return response
}

/** A mistake on this side: the reference finds it in the log, and nothing else goes out. */
export function failureOf(reference: string): Response {
  return answer(500, `failed · ${reference}`)
}

function answer(status: number, detail: string, scimType?: string | number): Response {
  const headers = new Headers({ 'Content-Type': SCIM_JSON, 'Cache-Control': 'no-store' })
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer')
  // The rest of such a body is not read, so nothing else can follow on that connection.
  if (status === 413) headers.set('Connection', 'close')
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error']
  return new Response(JSON.stringify({ schemas, status: String(status), scimType, detail }), { status, headers })
}
