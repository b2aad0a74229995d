import type { Instant } from '../../clock.ts'
import type { DeploymentId, ModuleId, OrganizationId } from '../../ids.ts'

export interface ModulesTable {
  id: ModuleId
  name: string
  position: number
}

export interface DeploymentsTable {
  id: DeploymentId
  module: ModuleId
  region: 'us' | 'uk' | 'apac'
  /** Null where only the configuration says it. */
  origin: string | null
}

export interface SubscriptionsTable {
  organization: OrganizationId
  module: ModuleId
  since: Instant
}

export interface ClientsTable {
  id: string
  name: string
  /** Set where the client is a deployment of the suite. */
  deployment: DeploymentId | null
  /** Set where only members of one organization may use it. */
  organization: OrganizationId | null
  /** JSON: what was registered, without secret. */
  metadata: string
  secret_hash: string | null
  created_at: Instant
}
