import type { Hub } from '../../hub.ts'
import type { DeploymentId, LinkId, OrganizationId } from '../../ids.ts'
import { listOrganizationModuleUrls } from '../module-urls/module-urls.ts'
import type { EndReason } from '../../db/schema.ts'
import * as tenantLinks from './tenant-links-store.ts'

/** What the hub says about a link id to the deployment that the row names. */
export interface LinkAnswer {
  readonly id: LinkId
  readonly state: 'approved' | 'active' | 'ended'
  /** Why it ended; null where it has not, and for an id that was never seen. */
  readonly reason: EndReason | null
  /** Null for an id that was never approved. */
  readonly organization: OrganizationId | null
  /** Which deployment of the module the organization's launcher leads to now (A11). */
  readonly moduleUrl: DeploymentId | null
  /** The hub session to end now that the ceremony is over ("Connect only"); null where there is none. */
  readonly endSession: string | null
}

/**
 * HUB_ANSWERS_STATE: the row's state, whatever the time and whatever was asked. An id that is unknown, or another
 * deployment's, has ended as far as the asker is concerned.
 */
export async function answerLink(
  hub: Pick<Hub, 'db'>,
  { id, deployment }: { readonly id: LinkId; readonly deployment: DeploymentId },
): Promise<LinkAnswer> {
  const link = await tenantLinks.find(hub.db, id)
  const nothing = { id, organization: null, moduleUrl: null, endSession: null }
  if (link === null || link.deployment !== deployment) return { ...nothing, state: 'ended', reason: null }
  if (link.state === 'ended_before_approval') return { ...nothing, state: 'ended', reason: link.endReason }
  return {
    id,
    state: link.state,
    reason: link.state === 'ended' ? link.endReason : null,
    organization: link.organization,
    moduleUrl: (await listOrganizationModuleUrls(hub, link.organization)).get(link.module) ?? null,
    endSession: link.state === 'approved' ? null : link.sessionUid,
  }
}
