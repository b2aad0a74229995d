import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Ledger } from '../../db/schema.ts'
import type { Deployment } from '../modules/module.ts'
import type { Client, ClientMetadata, PublicJwk } from './client.ts'

const jwk = z.custom<PublicJwk>((value) => typeof value === 'object' && value !== null && 'kty' in value)
const jwks = z.object({ keys: z.array(jwk) })

/** Of a client that is no deployment: written by registerClient alone, which typed it. */
export function readMetadata(metadata: string): ClientMetadata {
  return JSON.parse(metadata) as ClientMetadata
}

export function toClient(row: Selectable<Ledger['clients']>, deployment: Deployment | null): Client {
  const { id, name } = row
  if (deployment !== null) {
    const { module, region, origin } = deployment
    return {
      kind: 'deployment',
      id,
      name,
      deployment: deployment.id,
      module,
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
