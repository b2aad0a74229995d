import type { Person } from './hub-provider.ts'
import { master, openWorld, tech, type World, type WorldOptions } from './world.ts'

/** The hub was last asked about each link an hour ago, so that the next round asks again (RECHECK_ACTIVE). */
export async function ageLinks({ product }: Pick<World, 'product'>): Promise<void> {
  const db = product.db.withTables<{ connect_tenant_links: { checked_at: number } }>()
  await db
    .updateTable('connect_tenant_links')
    .set((row) => ({ checked_at: row('checked_at', '-', 3_601_000) }))
    .execute()
}

/**
 * Alder is linked, and users of it.
 *
 * @param users the accounts of those, by their ids
 */
export async function openLinkedWorld(
  options: WorldOptions = {},
  users: Readonly<Record<string, Person>> = { usr_tech: tech },
): Promise<World> {
  const world = await openWorld(options)
  await world.linkTenant(await world.logIn('usr_admin'), master)
  for (const [id, person] of Object.entries(users)) await world.linkUser(await world.logIn(id), person)
  return world
}
