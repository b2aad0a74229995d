import type { Records } from '../../records/store.ts'
import type { LinkAnswer } from '../api-answers.ts'
import type { HubApi } from '../hub-api.ts'

/**
 * Stands where a hub stands, for a provider that keeps no links: the product's own row is the truth. A link that is
 * pending may become active, an end is acknowledged as soon as it is owed, and no one has anything to report. The
 * ceremonies and rounds are therefore the same as with a hub, and so is what a crash leaves.
 */
export function createLocalAuthority({ tenantLinks }: Pick<Records, 'tenantLinks'>): HubApi {
  const stateOf = async (id: string): Promise<LinkAnswer> => {
    const link = await tenantLinks.find(id)
    const isHeld = link !== null && link.state !== 'ended'
    return isHeld
      ? { state: 'active', reason: '', organizationId: link.organizationId, moduleUrl: undefined, unlinked: [] }
      : { state: 'ended', reason: 'ended_by_product', organizationId: null, moduleUrl: undefined, unlinked: [] }
  }
  return {
    confirm: stateOf,
    status: stateOf,
    end: async () => ({
      state: 'ended',
      reason: 'ended_by_product',
      organizationId: null,
      moduleUrl: undefined,
      unlinked: [],
    }),
    report: async () => true,
    apps: async () => [],
    events: async (after) => ({ events: [], head: after, agreed: [] }),
    tellAccess: async () => true,
  }
}
