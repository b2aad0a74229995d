import type { Kysely, Selectable } from 'kysely'
import { z } from 'zod'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { Deployment } from '../modules/module.ts'
import type { Client, ClientMetadata, PublicJwk, RegisteredClient } from './client.ts'

const jwk = z.custom<PublicJwk>((value) => typeof value === 'object' && value !== null && 'kty' in value)
const jwks = z.object({ keys: z.array(jwk) })

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

export async function find(db: Kysely<Ledger>, id: string): Promise<Selectable<Ledger['clients']> | null> {
  return (await db.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
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

/** Of a client that is no deployment: written by registerClient alone, which typed it. */
export function readMetadata(metadata: string): ClientMetadata {
  return JSON.parse(metadata) as ClientMetadata
}

export function toClient(row: Selectable<Ledger['clients']>, deployment: Deployment | null): Client {
  const { id, name } = row
  if (deployment !== null) {
    const { region, origin } = deployment
    return {
      kind: 'deployment',
      id,
      name,
      deployment: deployment.id,
      region,
      origin,
      jwks: jwks.parse(JSON.parse(row.metadata)),
    }
  }
  return {
    kind: 'registered',
    id,
    name,
    organization: row.organization,
    metadata: readMetadata(row.metadata),
    secretHash: row.secret_hash,
    createdAt: row.created_at,
  }
}
