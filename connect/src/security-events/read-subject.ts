import type { EventSource } from '../hub/event-source.ts'
import { isText } from '../hub/hub-answer.ts'
import { isSameIssuer } from '../hub/same-issuer.ts'

/** Whom an event is about, as far as this product knows them: a person, one session of theirs, one organization. */
export interface Subject {
  readonly person: string | null
  readonly sid: string | null
  /** Null for every one of theirs. */
  readonly organizationId: string | null
}

export type Json = Readonly<Record<string, unknown>>

/**
 * Reads a subject identifier (RFC 9493), also as it was called before that (`subject_type` with hyphens), and complex
 * ones (OpenID Shared Signals Framework 1.0) by their user, session and tenant. Members that narrow it further, such as
 * a device, are passed over: then more of this person's sessions end, and no one else's.
 *
 * @returns `unknown` for a subject that cannot be known here, such as one named by an address, by which no user is ever matched (A24);
 *   `malformed` for what is no subject identifier
 */
export function readSubject(value: unknown, source: EventSource): Subject | 'unknown' | 'malformed' {
  if (!isJson(value)) return 'malformed'
  const format = formatOf(value)
  if (format === 'complex' || (format === null && ('user' in value || 'session' in value))) {
    return readComplex(value, source)
  }
  if (format === 'iss_sub') return personOr(value, source, { sid: null, organizationId: null })
  // The only thing with an opaque name that both sides know is a session.
  if (format === 'opaque') {
    return isText(value['id']) ? { person: null, sid: value['id'], organizationId: null } : 'malformed'
  }
  return format === null ? 'malformed' : 'unknown'
}

function readComplex({ user, session, tenant }: Json, source: EventSource): Subject | 'unknown' | 'malformed' {
  const sid = opaqueId(session)
  const organizationId = source.namesOrganizations ? opaqueId(tenant) : null
  if (user === undefined) return sid === null ? 'unknown' : { person: null, sid, organizationId }
  if (!isJson(user)) return 'malformed'
  return formatOf(user) === 'iss_sub' ? personOr(user, source, { sid, organizationId }) : 'unknown'
}

function personOr(
  { iss, sub }: Json,
  { subjectIssuers }: EventSource,
  narrowed: Omit<Subject, 'person'>,
): Subject | 'unknown' | 'malformed' {
  if (!isText(iss) || !isText(sub)) return 'malformed'
  return subjectIssuers.some((issuer) => isSameIssuer(iss, issuer)) ? { ...narrowed, person: sub } : 'unknown'
}

function formatOf({ format, subject_type: former }: Json): string | null {
  const name = format ?? former
  return isText(name) ? name.replaceAll('-', '_') : null
}

function opaqueId(value: unknown): string | null {
  return isJson(value) && formatOf(value) === 'opaque' && isText(value['id']) ? value['id'] : null
}

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
