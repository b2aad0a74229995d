import type { Account } from '../accounts/account.ts'
import { hasSecondFactor } from '../factors/list-factors.ts'
import type { Hub } from '../../hub.ts'

/**
 * May a mailed link set this account's password? Only where the next login asks for a second factor that is there:
 * without one the login would set one up, for the person who reads the mail (T35). So not before the first enrolment, and not
 * after a person's reset until there is a new one.
 */
export async function mayReset(hub: Pick<Hub, 'db' | 'config'>, account: Account): Promise<boolean> {
  return account.secondFactorResetAt === null && (await hasSecondFactor(hub, account.id))
}
