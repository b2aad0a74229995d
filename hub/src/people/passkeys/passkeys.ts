import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, PasskeyId } from '../../ids.ts'
import type { Passkey } from './passkey.ts'

/** @returns false when an account has that credential already: the unique index decides */
export async function insertPasskey(db: Kysely<Ledger>, passkey: Passkey): Promise<boolean> {
  const row = await db
    .insertInto('passkeys')
    .values({
      id: passkey.id,
      account: passkey.account,
      credential_id: passkey.credentialId,
      public_key: Buffer.from(passkey.publicKey).toString('base64url'),
      counter: passkey.counter,
      transports: JSON.stringify(passkey.transports),
      synced: passkey.isSynced ? 1 : 0,
      name: passkey.name,
      created_at: passkey.createdAt,
      last_used_at: passkey.lastUsedAt,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findByCredential(db: Kysely<Ledger>, credentialId: string): Promise<Passkey | null> {
  const row = await db.selectFrom('passkeys').selectAll().where('credential_id', '=', credentialId).executeTakeFirst()
  return row ? toPasskey(row) : null
}

/** Oldest first. */
export async function listPasskeys(db: Kysely<Ledger>, account: AccountId): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('account', '=', account)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toPasskey)
}

/** Compare-and-set: of two signatures with the same counter one counts, and none of a passkey that was removed. */
export async function noteUse(
  db: Kysely<Ledger>,
  { id, counter }: Pick<Passkey, 'id' | 'counter'>,
  use: { readonly counter: number; readonly at: Instant },
): Promise<boolean> {
  const row = await db
    .updateTable('passkeys')
    .set({ counter: use.counter, last_used_at: use.at })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** For `renameFactor`, which knows whose it is. */
export async function renamePasskey(db: Kysely<Ledger>, id: PasskeyId, name: string | null): Promise<void> {
  await db.updateTable('passkeys').set({ name }).where('id', '=', id).execute()
}

/** For `removeFactor`, which knows whose it is and what remains. */
export async function removePasskey(db: Kysely<Ledger>, id: PasskeyId): Promise<void> {
  await db.deleteFrom('passkeys').where('id', '=', id).execute()
}

function toPasskey(row: Selectable<Ledger['passkeys']>): Passkey {
  return {
    id: row.id,
    account: row.account,
    credentialId: row.credential_id,
    publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
    counter: row.counter,
    transports: JSON.parse(row.transports) as string[],
    isSynced: row.synced === 1,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }
}

export async function removePasskeysOf(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await db.deleteFrom('passkeys').where('account', '=', account).execute()
}
