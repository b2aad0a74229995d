import type { Kit } from '../kit.ts'
import { waitAtMost } from '../wait-at-most.ts'

/** Milliseconds that a page waits to know; once known, it is at hand. */
const PATIENCE = 1000

/** Does the provider's metadata name a place to log out? No, where it does not say within a second. */
export async function canLogOutEverywhere({ relyingParty }: Pick<Kit<unknown>, 'relyingParty'>): Promise<boolean> {
  let can = false
  const learn = async () => {
    const hub = await relyingParty.configuration()
    can = hub.serverMetadata().end_session_endpoint !== undefined
  }
  await waitAtMost(PATIENCE, learn())
  return can
}
