import type { TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'

/**
 * The number of a tenant's next ticket, in the transaction that opens it: without gaps, and never given twice, since the row
 * is locked until the commit.
 */
export async function takeTicketNumber({ db }: Pick<Psa, 'db'>, id: TenantId): Promise<number> {
  const row = await db
    .updateTable('tenants')
    .set((eb) => ({ last_ticket_number: eb('last_ticket_number', '+', 1) }))
    .where('id', '=', id)
    .returning('last_ticket_number')
    .executeTakeFirstOrThrow()
  return row.last_ticket_number
}
