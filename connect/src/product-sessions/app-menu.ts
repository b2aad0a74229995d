import type { Kit } from '../kit.ts'
import type { App } from '../records/app.ts'
import type { ProductSession } from '../records/product-sessions.ts'
import { waitAtMost } from '../wait-at-most.ts'

/** Milliseconds after which the hub is asked again. */
const APPS_AGE = 60_000

/** Milliseconds that a sign-in waits for its first menu, so that the home page has it. */
const FIRST_MENU = 250

/** The app menu of a session, as the hub last said it; what is old is asked for in the background. */
export async function appsOf(kit: Kit<unknown>, productSessionId: string): Promise<readonly App[]> {
  const session = await kit.store.records.sessions.find(productSessionId)
  if (!session) return []
  if (session.apps === null || kit.now() - session.apps.at > APPS_AGE) refresh(kit, session).catch(() => {})
  return session.apps?.list ?? []
}

/** Asks for the first menu of a session, but keeps no one waiting who has signed in already. */
export async function fetchFirstApps(kit: Kit<unknown>, session: ProductSession): Promise<void> {
  await waitAtMost(FIRST_MENU, refresh(kit, session))
}

/** Sessions whose menu is being asked for; one question at a time each. */
const asking = new Set<string>()

async function refresh(kit: Kit<unknown>, { id, linkId, subject }: ProductSession): Promise<void> {
  if (asking.has(id)) return
  asking.add(id)
  try {
    const apps = await kit.hub.apps(linkId, subject)
    if (apps) await kit.store.records.sessions.keepApps(id, apps, kit.now())
  } finally {
    asking.delete(id)
  }
}
