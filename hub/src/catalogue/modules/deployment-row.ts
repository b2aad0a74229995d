import type { Selectable } from 'kysely'
import type { Ledger } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { Deployment } from './module.ts'

/** The configuration's origin wins over the stored one, so that data can move to another address. */
export function toDeployment(hub: Pick<Hub, 'config'>, row: Selectable<Ledger['deployments']>): Deployment {
  return { id: row.id, module: row.module, region: row.region, origin: hub.config.origins[row.id] ?? row.origin }
}
