import type { Instant } from '../../clock.ts'
import { type CeremonyRefusal, refuseCeremony } from '../../refusal.ts'
import type { Account } from './account.ts'

/**
 * Nothing is linked to an account for a while after its second factor was reset: an attacker who talked a master into a reset
 * gains no way into products that outlives its discovery (T36). What is linked already goes on.
 *
 * @returns `linking_paused` with `until`, or null
 */
export function findLinkingPause({ linkingPausedUntil: until }: Account, now: Instant): CeremonyRefusal | null {
  return until !== null && until > now ? refuseCeremony('linking_paused', { until }) : null
}
