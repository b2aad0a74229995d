import { attemptSecretOf } from '../ids.ts'
import type { Kit } from '../kit.ts'
import type { SignInAttempt } from '../records/attempts.ts'

type Part = Pick<Kit<unknown>, 'seal' | 'lifetimes'>

/** A browser holds six of them, and has room for 4096 bytes each and some more for all of them together. */
const LONGEST_TARGET = 1000

/**
 * What the cookie of a sign-in holds: the secret, and beside it, sealed, when it began and where it leads. Anyone may
 * begin one, as often as they like, so nothing of it is written down before it comes back.
 */
export function ticketOf(kit: Part, attempt: SignInAttempt, secret: string): string {
  const { id, startedAt, auditId, target } = attempt
  const kept = target !== null && target.length > LONGEST_TARGET ? null : target
  return `${secret}.${kit.seal.close([startedAt, auditId, kept], aboutOf(id, secret))}`
}

/** The secret in a cookie's value. */
export function secretIn(value: string): string {
  return value.split('.', 1)[0] ?? ''
}

/** The sign-in that a cookie's value is the ticket of; null for that of a linking attempt, and what no one sealed. */
export function readTicket(kit: Part, id: string, value: string): SignInAttempt | null {
  const secret = secretIn(value)
  const [startedAt, auditId, target] = fieldsOf(kit.seal.open(value.slice(secret.length + 1), aboutOf(id, secret)))
  if (typeof startedAt !== 'number' || typeof auditId !== 'string') return null
  return {
    id,
    kind: 'sign_in',
    secretHash: attemptSecretOf(secret).hash,
    auditId,
    startedAt,
    expiresAt: startedAt + kit.lifetimes.attempt * 1000,
    consumedAt: null,
    landing: null,
    target: typeof target === 'string' ? target : null,
    question: null,
  }
}

const fieldsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A ticket is good for its own attempt and secret alone. */
const aboutOf = (id: string, secret: string) => `sign-in:${id}:${secret}`
