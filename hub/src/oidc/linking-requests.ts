import { errors, type KoaContextWithOIDC } from 'oidc-provider'
import { isOrganizationId } from '../ids.ts'
import { clientDeployment } from './client-facts.ts'
import { mistakeInTenantLink, mistakeInUserLinking } from './tenant-link-request.ts'

type Client = NonNullable<KoaContextWithOIDC['oidc']['client']>

/** Request parameters beyond the standard ones, each refused where it is malformed. */
export const requestParameters = {
  /** The organization to sign in as, where the product knows it. */
  organization(_ctx: KoaContextWithOIDC, value: string | undefined) {
    if (value !== undefined && !isOrganizationId(value))
      throw new errors.InvalidRequest('organization is no organization id')
  },

  /** Who wants to link an account (A14). */
  linking(ctx: KoaContextWithOIDC, value: string | undefined, client: Client) {
    if (value === undefined) return
    if (clientDeployment(client) === null) throw new errors.InvalidRequest('linking is for deployments of the suite')
    const mistake = mistakeInUserLinking(value)
    if (mistake !== null) throw new errors.InvalidRequest(mistake)
    const obstacle = linkingObstacle(ctx)
    if (obstacle !== null) throw new errors.InvalidRequest(obstacle)
  },
}

/** @throws {errors.InvalidAuthorizationDetails} for a tenant link that is malformed, or not its client's to ask for */
export function validateTenantLink(ctx: KoaContextWithOIDC, detail: unknown, client: Client): void {
  const obstacle = linkingObstacle(ctx)
  if (obstacle !== null) throw new errors.InvalidAuthorizationDetails(obstacle)
  const mistake = mistakeInTenantLink(detail, clientDeployment(client))
  if (mistake !== null) throw new errors.InvalidAuthorizationDetails(mistake)
  const details: unknown = JSON.parse(String(ctx.oidc.params?.['authorization_details']))
  if (!Array.isArray(details) || details.length !== 1) {
    throw new errors.InvalidAuthorizationDetails('one tenant is linked at a time')
  }
}

/**
 * What a link says about people and companies comes from the product itself, over its own authenticated connection,
 * never through the browser; and a user who links logs in again, whatever session exists (A9, T16).
 */
function linkingObstacle({ oidc }: KoaContextWithOIDC): string | null {
  const pushed = oidc.route === 'pushed_authorization_request' || oidc.entities.PushedAuthorizationRequest !== undefined
  if (!pushed) return 'a linking request has to be pushed'
  const fresh = oidc.params?.['max_age'] === '0' || oidc.prompts.has('login')
  return fresh ? null : 'a linking request asks for max_age=0'
}
