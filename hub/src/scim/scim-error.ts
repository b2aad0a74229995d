import { refusalResponse, shownReference } from '@lanyard/running'
import { wordRefusal } from '../messages/refusals.ts'
import type { Refusal } from '../refusal.ts'

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
  const schemas = ['urn:ietf:params:scim:api:messages:2.0:Error']
  const detail = `${text} ${next} (${evidence})`
  const body = { schemas, status: String(status), scimType: details['scimType'], detail }
  return refusalResponse(refusal, body, SCIM_JSON)
}
