import type { Limits } from '../limits/limits.ts'
import { type Counters, forgiveTries, returnTry, takeTry } from '../limits/take-try.ts'
import { isPassword } from './hash-password.ts'
import { HashingBusy } from './hashing-queue.ts'

export type PasswordTried =
  | { readonly outcome: 'right' | 'wrong' }
  /** Nothing was looked at: a limit's wait is running. */
  | { readonly outcome: 'limited'; readonly seconds: number }
  /** Nothing was looked at, and nothing counts: too many passwords wait. */
  | { readonly outcome: 'busy'; readonly seconds: number }

/**
 * One try at a password: counted first, looked at then, forgiven where it is right. An unknown account takes the same
 * steps and the same time as a wrong one (T29).
 *
 * @param attempt.findHash null where there is no such account, or no password
 */
export async function tryPassword<Schema>(
  counters: Counters<Schema>,
  attempt: {
    readonly limits: Limits
    readonly password: string
    readonly findHash: () => Promise<string | null>
  },
): Promise<PasswordTried> {
  const { limits, password, findHash } = attempt
  const seconds = await takeTry(counters, limits)
  if (seconds > 0) return { outcome: 'limited', seconds }
  try {
    const lane = limits.shared === null ? 'known' : 'stranger'
    if (!(await isPassword(password, await findHash(), lane))) return { outcome: 'wrong' }
  } catch (error) {
    if (!(error instanceof HashingBusy)) throw error
    await returnTry(counters, limits)
    return { outcome: 'busy', seconds: error.seconds }
  }
  await forgiveTries(counters, limits)
  return { outcome: 'right' }
}
