import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import { toDeployment } from '../modules/deployment-row.ts'
import type { Client } from './client.ts'
import { toClient } from './client-row.ts'

type ClientColumns = Selectable<Ledger['clients']>
type DeploymentColumns = Selectable<Ledger['deployments']>

type Nullable<Row> = { readonly [Column in keyof Row]: Row[Column] | null }

/** A client, joined from the left beside what else a statement reads, with its deployment as `own`. */
export type JoinedClient = Nullable<
  Pick<ClientColumns, 'deployment' | 'metadata' | 'secret_hash'> & {
    readonly client: ClientColumns['id']
    readonly client_name: ClientColumns['name']
    readonly client_organization: ClientColumns['organization']
    readonly client_created_at: ClientColumns['created_at']
    readonly own_module: DeploymentColumns['module']
    readonly own_region: DeploymentColumns['region']
    readonly own_origin: DeploymentColumns['origin']
  }
>

export const joinedClientColumns = [
  'clients.id as client',
  'clients.name as client_name',
  'clients.deployment',
  'clients.metadata',
  'clients.organization as client_organization',
  'clients.secret_hash',
  'clients.created_at as client_created_at',
  'own.module as own_module',
  'own.region as own_region',
  'own.origin as own_origin',
] as const

export function toJoinedClient(hub: Pick<Hub, 'config'>, row: JoinedClient): Client | null {
  const { client: id, client_name: name, metadata, client_created_at: createdAt, deployment } = row
  if (id === null || name === null || metadata === null || createdAt === null) return null
  const { own_module: module, own_region: region, own_origin: origin } = row
  const isDeployment = deployment !== null && module !== null && region !== null
  return toClient(
    {
      id,
      name,
      deployment,
      organization: row.client_organization,
      metadata,
      secret_hash: row.secret_hash,
      created_at: createdAt,
    },
    isDeployment ? toDeployment(hub, { id: deployment, module, region, origin }) : null,
  )
}
