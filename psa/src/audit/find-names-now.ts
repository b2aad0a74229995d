import type { NamesThen } from '@lanyard/storage/audit-chain'
import { sql } from 'kysely'
import type { Psa } from '../psa.ts'

/**
 * What the people and the company in an act are called in this transaction, by the part that they have: `actor` and `subject`.
 * One statement reads them all. What people do to themselves names them once, as the actor.
 */
export async function findNamesNow(
  psa: Pick<Psa, 'db'>,
  { actor, subject }: { readonly actor: string; readonly subject: string },
): Promise<NamesThen> {
  const ids = sql.join([actor, subject])
  const { rows } = await sql<{ id: string; name: string; person: string | null }>`
    select id, name, id as person from users where id in (${ids})
    union all select id, name, null from tenants where id in (${ids})
    union all select id, name, null from clients where id in (${ids})`.execute(psa.db)
  const found = new Map(rows.map(({ id, ...named }) => [id, named]))
  const [who, whom] = [found.get(actor), actor === subject ? undefined : found.get(subject)]
  return { ...(who && { actor: who }), ...(whom && { subject: whom }) }
}
