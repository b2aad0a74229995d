import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { isSilent, type ProvisioningToken } from './provisioning-token.ts'
import * as tokens from './provisioning-store.ts'

/** A directory that may administer an organization now, as its masters see it. */
export interface Directory {
  readonly name: string
  /** Null until its first request. */
  readonly lastUsedAt: Instant | null
  readonly isSilent: boolean
}

/** Every directory whose token has not ended, oldest first. */
export async function listDirectories(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  organization: OrganizationId,
): Promise<readonly Directory[]> {
  const open = (await tokens.listOf(hub.db, organization)).filter(({ endedAt }) => endedAt === null)
  return open.map((token) => ({ name: token.name, lastUsedAt: token.lastUsedAt, isSilent: isSilentNow(hub, token) }))
}

/** By this hub's clock and configuration. */
export function isSilentNow({ now, config }: Pick<Hub, 'now' | 'config'>, token: ProvisioningToken): boolean {
  return isSilent(token, { now: now(), longest: config.lifetimes.directorySilence })
}
