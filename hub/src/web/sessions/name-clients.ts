import { listClients } from '../../catalogue/clients/find-client.ts'
import type { Hub } from '../../hub.ts'
import { regions } from '../../messages/en/regions.ts'
import { listDeployments, listModules } from '../../catalogue/modules/catalogue.ts'

/** How people know the products and other clients that sign them in; null for the hub itself, and for who is gone. */
export async function nameClients(hub: Pick<Hub, 'db' | 'config'>): Promise<(client: string) => string | null> {
  const modules = new Map((await listModules(hub)).map(({ id, name }) => [id, name]))
  const names = new Map((await listClients(hub)).map(({ id, name }) => [id, name]))
  for (const { id, module, region } of await listDeployments(hub)) {
    names.set(id, `${modules.get(module) ?? module} ${regions[region]}`)
  }
  return (client) => names.get(client) ?? null
}
