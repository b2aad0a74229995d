import type { Kysely, Selectable } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Deployment } from '../modules/module.ts'
import type { PublicJwk, RegisteredClient } from './client.ts'

export async function insert(db: Kysely<Ledger>, client: RegisteredClient): Promise<void> {
  await db
    .insertInto('clients')
    .values({
      id: client.id,
      name: client.name,
      deployment: null,
      organization: client.organization,
      metadata: JSON.stringify(client.metadata),
      secret_hash: client.secretHash,
      created_at: client.createdAt,
    })
    .execute()
}

/** A deployment's client has its keys for metadata and nothing else; a later registration replaces them. */
export async function setDeploymentKeys(
  db: Kysely<Ledger>,
  { id }: Pick<Deployment, 'id'>,
  { name, keys, at }: { readonly name: string; readonly keys: readonly PublicJwk[]; readonly at: Instant },
): Promise<void> {
  const metadata = JSON.stringify({ keys })
  await db
    .insertInto('clients')
    .values({ id, name, deployment: id, organization: null, metadata, secret_hash: null, created_at: at })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, metadata }))
    .execute()
}

/** With the row of its deployment, where it is one's. */
export async function find(
  db: Kysely<Ledger>,
  id: string,
): Promise<{
  readonly row: Selectable<Ledger['clients']>
  readonly deployment: Selectable<Ledger['deployments']> | null
} | null> {
  const row = await db
    .selectFrom('clients')
    .leftJoin('deployments', 'deployments.id', 'clients.deployment')
    .selectAll('clients')
    .select(['deployments.module', 'deployments.region', 'deployments.origin'])
    .where('clients.id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return null
  const { deployment, module, region, origin } = row
  const isDeployment = deployment !== null && module !== null && region !== null
  return { row, deployment: isDeployment ? { id: deployment, module, region, origin } : null }
}

/** Without ids, all of them. */
export async function list(db: Kysely<Ledger>, ids?: readonly string[]): Promise<Selectable<Ledger['clients']>[]> {
  if (ids?.length === 0) return []
  return db
    .selectFrom('clients')
    .selectAll()
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids ?? []))
    .orderBy('id')
    .execute()
}
