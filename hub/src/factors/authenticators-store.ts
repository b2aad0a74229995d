import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../clock.ts'
import type { Ledger } from '../db/schema.ts'
import type { Hub } from '../hub.ts'
import type { AccountId, AuthenticatorId } from '../ids.ts'
import { seal, unseal } from '../secrets/envelope.ts'
import type { Authenticator } from './authenticator.ts'

type Store = Pick<Hub, 'db' | 'config' | 'now'>

/** @returns null when that ceremony has shown a key already */
export async function insert(
  hub: Store,
  authenticator: Authenticator,
  ceremony: string,
): Promise<Authenticator | null> {
  const { id, account, secret } = authenticator
  const row = await hub.db
    .insertInto('authenticators')
    .values({
      id,
      account,
      secret_sealed: seal(hub.config.keys, purposeOf(id), secret),
      ceremony,
      created_at: hub.now(),
      confirmed_at: authenticator.confirmedAt,
      last_step: authenticator.lastStep,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toAuthenticator(hub, row) : null
}

export async function findConfirmed(
  hub: Pick<Hub, 'db' | 'config'>,
  account: AccountId,
): Promise<Authenticator | null> {
  const row = await hub.db
    .selectFrom('authenticators')
    .selectAll()
    .where('account', '=', account)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  return row ? toAuthenticator(hub, row) : null
}

export async function findPending(
  hub: Pick<Hub, 'db' | 'config'>,
  account: AccountId,
  ceremony: string,
): Promise<Authenticator | null> {
  const row = await hub.db
    .selectFrom('authenticators')
    .selectAll()
    .where('account', '=', account)
    .where('ceremony', '=', ceremony)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return row ? toAuthenticator(hub, row) : null
}

/** One confirmed key per account: whoever comes second, at whatever moment, gets false. Other pending keys go. */
export async function confirm(
  db: Kysely<Ledger>,
  { id, account }: Pick<Authenticator, 'id' | 'account'>,
  step: number,
  at: Instant,
): Promise<boolean> {
  await db
    .deleteFrom('authenticators')
    .where('account', '=', account)
    .where('id', '<>', id)
    .where('confirmed_at', 'is', null)
    .execute()
  const row = await db
    .updateTable('authenticators')
    .set({ confirmed_at: at, last_step: step })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Compare-and-set: a step is taken once, and never one before it again (T33). */
export async function takeStep(db: Kysely<Ledger>, id: AuthenticatorId, step: number): Promise<boolean> {
  const row = await db
    .updateTable('authenticators')
    .set({ last_step: step })
    .where('id', '=', id)
    .where('last_step', '<', step)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

function toAuthenticator(hub: Pick<Hub, 'config'>, row: Selectable<Ledger['authenticators']>): Authenticator {
  return {
    id: row.id,
    account: row.account,
    secret: new Uint8Array(unseal(hub.config.keys, purposeOf(row.id), row.secret_sealed)),
    confirmedAt: row.confirmed_at,
    lastStep: row.last_step,
  }
}

const purposeOf = (id: AuthenticatorId): string => `authenticator:${id}`
