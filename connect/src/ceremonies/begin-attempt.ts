import type { HostSession } from '../api/host.ts'
import { causeOf } from '../cause.ts'
import { redirect } from '../http/responses.ts'
import { type AttemptSecret, newAttemptSecret, newAuditId, newId } from '../ids.ts'
import type { Kit } from '../kit.ts'
import { leaveRefusal } from '../notices/notices.ts'
import type { Attempt } from '../records/attempts.ts'
import { Refusal } from '../refusal.ts'
import { attemptCookie, clearOldestAttempts } from './attempt-cookies.ts'
import { aboutUser } from './outcome.ts'
import { ticketOf } from './sign-in-ticket.ts'

/** A new attempt: the part of its row that all kinds share, and its secret. */
export interface NewAttempt {
  readonly row: Pick<Attempt, 'id' | 'auditId' | 'secretHash' | 'startedAt' | 'expiresAt' | 'consumedAt' | 'landing'>
  readonly secret: AttemptSecret
}

export function newAttempt(
  { now, lifetimes }: Pick<Kit<unknown>, 'now' | 'lifetimes'>,
  prefix: 'att' | 'lnk',
): NewAttempt {
  const secret = newAttemptSecret()
  const startedAt = now()
  const expiresAt = startedAt + lifetimes.attempt * 1000
  const row = { id: newId(prefix), auditId: newAuditId(), secretHash: secret.hash, startedAt, expiresAt }
  return { row: { ...row, consumedAt: null, landing: null }, secret }
}

/**
 * Sends the browser to the hub, with the one cookie that can finish the attempt. One that links is kept here, for the
 * session that began it; a sign-in, which anyone may begin, is in the cookie until it comes back.
 *
 * @throws {Refusal} `hub_unavailable`, `product_refused`
 */
export async function sendToHub(
  kit: Kit<unknown>,
  request: Request,
  attempt: Attempt,
  secret: AttemptSecret,
  parameters: Readonly<Record<string, string>>,
): Promise<Response> {
  if (attempt.kind !== 'sign_in') await kit.store.records.attempts.insert(attempt)
  const to = await kit.relyingParty.begin({ kind: attempt.kind, state: attempt.id, secret, parameters })
  const value = attempt.kind === 'sign_in' ? ticketOf(kit, attempt, secret.secret) : secret.secret
  return redirect(to, [...clearOldestAttempts(kit, request), attemptCookie(kit, attempt.id, value)])
}

/** Turns a refusal at the start into a notice on the page where the person is. */
export async function tryOrNotify(
  kit: Kit<unknown>,
  path: string,
  session: HostSession | null,
  start: () => Promise<Response>,
): Promise<Response> {
  try {
    return await start()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, details, cause } = error
    const reference = newAuditId()
    if (cause) kit.log({ level: 'warn', event: 'hub_request_failed', reference, code, ...causeOf(cause) })
    return leaveRefusal(kit, { path }, { code, reference, details, ...(session && aboutUser(session)) })
  }
}
