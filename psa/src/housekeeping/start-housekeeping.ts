import { setTimeout as rest } from 'node:timers/promises'
import { sealActs } from '../audit/seal-acts.ts'
import { forgetOldTries } from '../limits/forget-old-tries.ts'
import type { DeliverMails } from '../mail/deliver-mails.ts'
import { forgetOldMails } from '../mail/send-mail.ts'
import { forgetExpiredResets } from '../passwords/forget-expired-resets.ts'
import type { Psa } from '../psa.ts'
import { forgetEndedSessions } from '../sessions/forget-ended-sessions.ts'

/** Milliseconds between two looks at the outbox, for acts that are not sealed yet, at the latest and at all, and between two clean-ups. */
const MAIL_EVERY = 1000
const SEALING_EVERY = 5000
const SEALING_THOROUGHLY_EVERY = 86_400_000
const CLEAN_UP_EVERY = 3_600_000

/**
 * What a deployment does without being asked, beside keeping in step with the hub: it sends mails, seals the audit, and
 * forgets rows that nothing reads any more. Any number of nodes may do it at once.
 *
 * @returns stops it, and waits for what is under way
 */
export function startHousekeeping(psa: Psa, deliverMails: DeliverMails): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const work = [
    repeat(psa, MAIL_EVERY, signal, () => deliverMails(signal)),
    repeat(psa, SEALING_EVERY, signal, () => sealActs(psa, { thorough: false })),
    repeat(psa, SEALING_THOROUGHLY_EVERY, signal, () => sealActs(psa, { thorough: true })),
    repeat(psa, CLEAN_UP_EVERY, signal, async () => {
      await forgetEndedSessions(psa)
      await forgetExpiredResets(psa)
      await forgetOldTries(psa)
      await forgetOldMails(psa)
    }),
  ]
  return async () => {
    stopping.abort()
    await Promise.all(work)
  }
}

async function repeat(
  { log }: Pick<Psa, 'log'>,
  every: number,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      log.error({ event: 'background_failed', err: error })
    }
    await rest(every, undefined, { signal }).catch(() => undefined)
  }
}
