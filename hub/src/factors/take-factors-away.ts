import type { Kysely } from 'kysely'
import type { Ledger } from '../db/schema.ts'
import type { AccountId } from '../ids.ts'

export interface FactorCounts {
  readonly authenticators: number
  readonly passkeys: number
}

/**
 * Takes every second factor of an account away, with its recovery codes and the keys that an enrolment under way was
 * shown, in the transaction of whoever calls. The caller holds the lock of `lockAccount`.
 *
 * @returns how many there were that opened the account
 */
export async function takeFactorsAway(db: Kysely<Ledger>, account: AccountId): Promise<FactorCounts> {
  const counts = await countFactors(db, account)
  await db.deleteFrom('authenticators').where('account', '=', account).execute()
  await db.deleteFrom('passkeys').where('account', '=', account).execute()
  await db.deleteFrom('recovery_codes').where('account', '=', account).execute()
  return counts
}

/** Authenticator apps that were confirmed, and passkeys. */
export async function countFactors(db: Kysely<Ledger>, account: AccountId): Promise<FactorCounts> {
  const authenticators = await db
    .selectFrom('authenticators')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirstOrThrow()
  const passkeys = await db
    .selectFrom('passkeys')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .executeTakeFirstOrThrow()
  return { authenticators: authenticators.count, passkeys: passkeys.count }
}
