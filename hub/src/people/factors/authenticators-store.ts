import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId, AuthenticatorId } from '../../ids.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import { purposeOf } from '../../secrets/sealed-columns.ts'
import type { Authenticator } from './authenticator.ts'

type Store = Pick<Hub, 'db' | 'config' | 'now'>

const SECRET = 'authenticators.secret_sealed'

interface AuthenticatorFacts {
  readonly id: AuthenticatorId
  readonly name: string | null
  readonly addedAt: Instant | null
  readonly lastUsedAt: Instant | null
}

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
      secret_sealed: seal(hub.config.keys, purposeOf(SECRET, id), secret),
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

/** Those that open the account, oldest first. */
export async function listConfirmed(hub: Pick<Hub, 'db' | 'config'>, account: AccountId): Promise<Authenticator[]> {
  const rows = await confirmedOf(hub.db, account).selectAll().execute()
  return rows.map((row) => toAuthenticator(hub, row))
}

/** The same without their keys. */
export async function listFacts(db: Kysely<Ledger>, account: AccountId): Promise<AuthenticatorFacts[]> {
  return confirmedOf(db, account)
    .select(['id', 'name', 'confirmed_at as addedAt', 'last_used_at as lastUsedAt'])
    .execute()
}

function confirmedOf(db: Kysely<Ledger>, account: AccountId) {
  return db
    .selectFrom('authenticators')
    .where('account', '=', account)
    .where('confirmed_at', 'is not', null)
    .orderBy('confirmed_at')
    .orderBy('id')
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

/** Compare-and-set: a key is confirmed once. Other keys that were shown and not proved go. */
export async function confirm(
  db: Kysely<Ledger>,
  { id, account }: Pick<Authenticator, 'id' | 'account'>,
  { name, step, at }: { readonly name: string | null; readonly step: number; readonly at: Instant },
): Promise<boolean> {
  await db
    .deleteFrom('authenticators')
    .where('account', '=', account)
    .where('id', '<>', id)
    .where('confirmed_at', 'is', null)
    .execute()
  const row = await db
    .updateTable('authenticators')
    .set({ name, confirmed_at: at, last_step: step, last_used_at: at })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Compare-and-set: a step is taken once, and never one before it again (T33). */
export async function takeStep(
  db: Kysely<Ledger>,
  id: AuthenticatorId,
  { step, at }: { readonly step: number; readonly at: Instant },
): Promise<boolean> {
  const row = await db
    .updateTable('authenticators')
    .set({ last_step: step, last_used_at: at })
    .where('id', '=', id)
    .where('last_step', '<', step)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function rename(db: Kysely<Ledger>, id: AuthenticatorId, name: string | null): Promise<void> {
  await db.updateTable('authenticators').set({ name }).where('id', '=', id).execute()
}

/** All of an account, also keys that an enrolment under way was shown. */
export async function removeOf(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await db.deleteFrom('authenticators').where('account', '=', account).execute()
}

export async function remove(db: Kysely<Ledger>, id: AuthenticatorId): Promise<void> {
  await db.deleteFrom('authenticators').where('id', '=', id).execute()
}

function toAuthenticator(hub: Pick<Hub, 'config'>, row: Selectable<Ledger['authenticators']>): Authenticator {
  return {
    id: row.id,
    account: row.account,
    secret: new Uint8Array(unseal(hub.config.keys, purposeOf(SECRET, row.id), row.secret_sealed)),
    confirmedAt: row.confirmed_at,
    lastStep: row.last_step,
  }
}
