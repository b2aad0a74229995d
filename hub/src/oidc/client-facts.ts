import type { DeploymentId, OrganizationId } from '../ids.ts'
import { isDeploymentId, isOrganizationId } from '../ids.ts'

/** Client metadata that only this hub knows. */
export const ownMetadata = {
  /** Deployment id, where the client is one of the suite's products. */
  deployment: 'lanyard_deployment',
  /** Its people are asked for consent. */
  thirdParty: 'lanyard_third_party',
  /** Organization id, where only its members may use the client. */
  organization: 'lanyard_organization',
  /** An off-the-shelf client that cannot do PKCE. */
  withoutPkce: 'lanyard_without_pkce',
} as const

type Facts = Readonly<Record<string, unknown>>

export function clientDeployment(client: Facts): DeploymentId | null {
  const deployment = client[ownMetadata.deployment]
  return typeof deployment === 'string' && isDeploymentId(deployment) ? deployment : null
}

export function clientOrganization(client: Facts): OrganizationId | null {
  const organization = client[ownMetadata.organization]
  return typeof organization === 'string' && isOrganizationId(organization) ? organization : null
}

export function asksConsent(client: Facts): boolean {
  return client[ownMetadata.thirdParty] === true
}

export function needsPkce(client: Facts): boolean {
  return client[ownMetadata.withoutPkce] !== true
}
