import type { Person } from './hub-provider.ts'
import { master, openWorld, tech, type World, type WorldOptions } from './world.ts'

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
