import type { Hub } from '../../hub.ts'
import { listDeployments } from '../modules/catalogue.ts'
import { toDeployment } from '../modules/deployment-row.ts'
import type { Client } from './client.ts'
import { toClient } from './client-row.ts'
import * as clients from './clients-store.ts'

export async function findClient(hub: Pick<Hub, 'db' | 'config'>, id: string): Promise<Client | null> {
  const found = await clients.find(hub.db, id)
  return found && toClient(found.row, found.deployment && toDeployment(hub, found.deployment))
}

export async function listClients(hub: Pick<Hub, 'db' | 'config'>): Promise<readonly Client[]> {
  const deployments = new Map((await listDeployments(hub)).map((deployment) => [deployment.id, deployment]))
  const rows = await clients.list(hub.db)
  return rows.map((row) => toClient(row, row.deployment === null ? null : (deployments.get(row.deployment) ?? null)))
}
