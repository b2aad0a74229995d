import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'

/** The terms of an account's access by client; a client whose access was never taken back has none. */
export async function listTerms(db: Kysely<Ledger>, account: AccountId): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('access_ends').select(['client', 'term']).where('account', '=', account).execute()
  return new Map(rows.map(({ client, term }) => [client, term]))
}

export async function findTerm(db: Kysely<Ledger>, account: AccountId, client: string): Promise<number> {
  const row = await db
    .selectFrom('access_ends')
    .select('term')
    .where('account', '=', account)
    .where('client', '=', client)
    .executeTakeFirst()
  return row?.term ?? 0
}

export async function raiseTerm(db: Kysely<Ledger>, account: AccountId, client: string, at: Instant): Promise<void> {
  await db
    .insertInto('access_ends')
    .values({ account, client, term: 1, at })
    .onConflict((conflict) =>
      conflict.columns(['account', 'client']).doUpdateSet((row) => ({ term: row('access_ends.term', '+', 1), at })),
    )
    .execute()
}
