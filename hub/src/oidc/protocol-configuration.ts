import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import { CLOCK_TOLERANCE, SECOND } from '../clock.ts'
import { checkAssertion } from './client-assertions.ts'
import { clientDeployment, needsPkce, ownMetadata } from './client-facts.ts'
import { requestParameters, validateTenantLink } from './linking-requests.ts'
import { FEATURES } from '../delivery/event-log/features.ts'
import { ACR, API_SCOPE, apiAddress } from './names.ts'
import { claimsByScope, grantableScopes } from './scopes.ts'
import { TENANT_LINK } from './tenant-link-request.ts'

/** What the hub says in discovery and how strict it is, beside what hangs on its tables and pages. */
export function protocolConfiguration(issuer: string): Configuration {
  return {
    routes: {
      authorization: '/oidc/auth',
      token: '/oidc/token',
      userinfo: '/oidc/userinfo',
      jwks: '/oidc/jwks',
      revocation: '/oidc/revocation',
      pushed_authorization_request: '/oidc/par',
      end_session: '/oidc/logout',
    },
    discovery: { tenant_linking: { version: 1, versions: [1], features: FEATURES, api: apiAddress(issuer) } },
    acrValues: [ACR],
    scopes: [...grantableScopes],
    claims: { acr: null, amr: null, auth_time: null, iss: null, sid: null, ...claimsByScope },
    responseTypes: ['code', 'none'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', authorization_details_types: [] },
    extraClientMetadata: { properties: Object.values(ownMetadata) },
    extraParams: requestParameters,
    enabledJWA: {
      idTokenSigningAlgValues: ['ES256', 'RS256'],
      clientAuthSigningAlgValues: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    },
    pkce: { required: (_ctx: KoaContextWithOIDC, client) => needsPkce(client) },
    allowOmittingSingleRegisteredRedirectUri: false,
    rotateRefreshToken: true,
    clientBasedCORS: (ctx, origin, client) =>
      (ctx.oidc.route === 'userinfo' || client.clientAuthMethod === 'none') &&
      client.redirectUris?.some((address) => URL.parse(address)?.origin === origin) === true,
    clockTolerance: CLOCK_TOLERANCE / SECOND,
    assertJwtClientAuthClaimsAndHeader: checkAssertion(issuer),
  }
}

/**
 * The provider's features that need no page. `authorization_details` carry a product's request to the confirmation page
 * and the decision back; the access token that comes with it opens nothing, since the API takes client credentials only.
 */
export function protocolFeatures(issuer: string): NonNullable<Configuration['features']> {
  const api = apiAddress(issuer)
  return {
    devInteractions: { enabled: false },
    backchannelLogout: { enabled: true },
    claimsParameter: { enabled: true },
    clientCredentials: { enabled: true },
    dPoP: { enabled: false },
    pushedAuthorizationRequests: { enabled: true },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    richAuthorizationRequests: {
      enabled: true,
      types: { [TENANT_LINK]: { validate: validateTenantLink } },
      authorizationDetailsForGrantSource: ({ oidc }) =>
        oidc.params?.['authorization_details'] ? oidc.grant?.rar : undefined,
      authorizationDetailsForAccessToken: (_ctx, _token, source) => source?.rar,
    },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      defaultResource: ({ oidc }, _client, oneOf) =>
        oneOf ?? (oidc.params?.['authorization_details'] ? api : undefined),
      getResourceServerInfo: ({ oidc }, resource, client) => {
        if (resource !== api || clientDeployment(client) === null) throw new errors.InvalidTarget()
        const scope = oidc.params?.['grant_type'] === 'client_credentials' ? API_SCOPE : ''
        return { scope, audience: api, accessTokenTTL: 300, accessTokenFormat: 'opaque' }
      },
    },
  }
}
