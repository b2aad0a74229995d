import type { Hub } from '../../hub.ts'
import type { DeploymentId } from '../../ids.ts'
import { readMetadata } from './client-row.ts'
import * as clients from './clients-store.ts'

/** How clients hear that a session of theirs is over: deployments of the suite by their logs, others by logout tokens. */
export interface Recipients {
  readonly deployments: ReadonlyMap<string, DeploymentId>
  /** Who registered an address for logout tokens. */
  readonly byToken: ReadonlySet<string>
}

export async function findRecipients(hub: Pick<Hub, 'db'>, ids: readonly string[]): Promise<Recipients> {
  const rows = await clients.list(hub.db, [...new Set(ids)])
  const deployments = new Map<string, DeploymentId>()
  const byToken = new Set<string>()
  for (const { id, deployment, metadata } of rows) {
    if (deployment !== null) deployments.set(id, deployment)
    else if (readMetadata(metadata).backchannel_logout_uri !== undefined) byToken.add(id)
  }
  return { deployments, byToken }
}
