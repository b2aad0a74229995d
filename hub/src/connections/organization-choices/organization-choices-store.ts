import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId, ModuleId, OrganizationId } from '../../ids.ts'

export async function find(db: Kysely<Ledger>, account: AccountId, module: ModuleId): Promise<OrganizationId | null> {
  const row = await db
    .selectFrom('organization_choices')
    .select('organization')
    .where('account', '=', account)
    .where('module', '=', module)
    .executeTakeFirst()
  return row?.organization ?? null
}

/** The last one wins, of whatever was chosen at the same moment. */
export async function put(
  db: Kysely<Ledger>,
  choice: Readonly<{ account: AccountId; module: ModuleId; organization: OrganizationId }>,
  at: Instant,
): Promise<void> {
  const { organization } = choice
  await db
    .insertInto('organization_choices')
    .values({ ...choice, chosen_at: at })
    .onConflict((conflict) => conflict.columns(['account', 'module']).doUpdateSet({ organization, chosen_at: at }))
    .execute()
}
