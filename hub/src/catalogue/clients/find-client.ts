import type { Hub } from '../../hub.ts'
import { findDeployment, listDeployments } from '../modules/catalogue.ts'
import type { Client } from './client.ts'
import * as clients from './clients-store.ts'

export async function findClient(hub: Pick<Hub, 'db' | 'config'>, id: string): Promise<Client | null> {
  const row = await clients.find(hub.db, id)
  if (row === null) return null
  return clients.toClient(row, row.deployment === null ? null : await findDeployment(hub, row.deployment))
}

export async function listClients(hub: Pick<Hub, 'db' | 'config'>): Promise<readonly Client[]> {
  const deployments = new Map((await listDeployments(hub)).map((deployment) => [deployment.id, deployment]))
  const rows = await clients.list(hub.db)
  return rows.map((row) =>
    clients.toClient(row, row.deployment === null ? null : (deployments.get(row.deployment) ?? null)),
  )
}
