import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, Provider, type InteractionResults, type KoaContextWithOIDC } from 'oidc-provider'
import type { HubLedger } from './hub-ledger.ts'

/** Who sits before the hub's pages at the next login there, and what they do. */
export interface Person {
  readonly sub: string
  readonly organization: string
  /** `refuse CODE`: what the hub would say by itself; the browser brings it back. */
  readonly does: 'log in' | 'connect and link me' | 'connect only' | `refuse ${string}`
  /** Seconds since 1970; now where it is left out. */
  readonly authTime?: number
  readonly amr?: readonly string[]
  readonly acr?: string
}

export interface HubClient {
  readonly id: string
  readonly redirectUri: string
  readonly publicKey: Record<string, unknown>
}

const API_SCOPE = 'tenant_links'
const SUITE = ['org_id', 'org_name', 'org_role', 'member_epoch', 'link_id', 'linked_elsewhere', 'link_user']

/** A certified provider with nothing around it but the claims and parameters of docs/protocol.md. */
export function createHubProvider(
  issuer: string,
  ledger: HubLedger,
  clients: readonly HubClient[],
  signingKey: Record<string, unknown>,
  features?: readonly string[],
) {
  const api = `${issuer}/api`
  /** What was decided at a login, by the grant that came of it. */
  const decided = new Map<string, { readonly organization: string; readonly linkUser: boolean }>()

  const provider = new Provider(issuer, {
    clients: clients.map(({ id, redirectUri, publicKey }) => ({
      client_id: id,
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [new URL('/connect/logged-out', redirectUri).href],
      response_types: ['code'],
      grant_types: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      id_token_signed_response_alg: 'ES256',
      authorization_details_types: ['tenant_link'],
      backchannel_logout_uri: new URL('/connect/backchannel-logout', redirectUri).href,
      backchannel_logout_session_required: true,
      jwks: { keys: [publicKey] },
    })),
    jwks: { keys: [signingKey] },
    cookies: { keys: ['a key of the double'] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    acrValues: ['https://refeds.org/profile/mfa'],
    claims: {
      acr: null,
      sid: null,
      auth_time: null,
      iss: null,
      openid: ['sub', 'acr', 'amr', 'auth_time', ...SUITE],
      profile: ['preferred_username'],
      email: ['email'],
    },
    extraParams: ['organization', 'linking'],
    discovery: { tenant_linking: { version: 1, api, ...(features && { versions: [1], features }) } },
    ttl: {
      AccessToken: 300,
      AuthorizationCode: 60,
      ClientCredentials: 300,
      Grant: 3600,
      IdToken: 300,
      Interaction: 600,
      Session: 3600,
    },
    // Products are on loopback here, where a provider's own requests do not go otherwise.
    fetch(url, options = {}) {
      Reflect.deleteProperty(options, 'dispatcher')
      return fetch(url, options)
    },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      claimsParameter: { enabled: true },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        defaultResource: (ctx, _client, oneOf) => oneOf ?? (ctx.oidc.params?.['authorization_details'] ? api : ''),
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== api) throw new errors.InvalidTarget()
          return { scope: API_SCOPE, audience: resource, accessTokenTTL: 300, accessTokenFormat: 'opaque' }
        },
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { tenant_link: { validate: refuseUnlessPushed } },
        authorizationDetailsForGrantSource: (ctx) =>
          ctx.oidc.params?.['authorization_details'] ? ctx.oidc.grant?.rar : undefined,
        authorizationDetailsForAccessToken: (_ctx, _token, source) => source?.rar,
        authorizationDetailsForIntrospection: (_ctx, token) => token.rar,
      },
    },
    findAccount: (ctx, sub, token) => ({
      accountId: sub,
      claims: () => ({ sub, ...claimsOf(ctx, sub, token?.grantId) }),
    }),
  })

  function claimsOf(ctx: KoaContextWithOIDC, sub: string, grantId: string | undefined): Record<string, unknown> {
    const { organization: id, linkUser } = decided.get(grantId ?? '') ?? {}
    const account = ledger.accounts.get(sub)
    const membership = id === undefined ? undefined : account?.memberships.get(id)
    if (id === undefined || !account || !membership) return {}
    if (!membership.active) throw new errors.AccessDenied('member_inactive REFERENCE-OF-HUB')
    const deployment = ctx.oidc.client?.clientId ?? ''
    const link = ledger.activeLinkOf(id, deployment)
    const elsewhere = [...ledger.links.values()].find(
      ({ organization, state, deployment: other }) => organization === id && state === 'active' && other !== deployment,
    )
    return {
      preferred_username: account.username,
      email: account.username,
      org_id: id,
      org_name: ledger.organizations.get(id)?.name,
      org_role: membership.role,
      member_epoch: membership.epoch,
      ...(link ? { link_id: link.id } : {}),
      ...(!link && elsewhere
        ? { linked_elsewhere: { deployment: elsewhere.deployment, url: `https://${elsewhere.deployment}.example` } }
        : {}),
      ...(linkUser ? { link_user: true } : {}),
    }
  }

  /** What the person's pages come to, in one result. */
  async function decide(person: Person, params: Record<string, unknown>): Promise<InteractionResults> {
    const refusal = refusalOf(person, params)
    if (refusal) return { error: 'access_denied', error_description: `${refusal} REFERENCE-OF-HUB` }
    const grant = new provider.Grant({ accountId: person.sub, clientId: String(params['client_id']) })
    grant.addOIDCScope(String(params['scope']))
    grant.addOIDCClaims(['preferred_username', 'email', 'name'])
    grant.addResourceScope(api, API_SCOPE)
    const [detail] = detailsOf(params)
    if (detail) grant.addRar({ ...detail, type: 'tenant_link' })
    const grantId = await grant.save()
    decided.set(grantId, { organization: person.organization, linkUser: person.does === 'connect and link me' })
    const { sub, acr = 'https://refeds.org/profile/mfa', amr = ['pwd', 'otp', 'mfa'], authTime } = person
    const ts = authTime ?? Math.floor(Date.now() / 1000)
    return { login: { accountId: sub, acr, amr: [...amr], ts }, consent: { grantId } }
  }

  function refusalOf(person: Person, params: Record<string, unknown>): string | null {
    if (person.does.startsWith('refuse ')) return person.does.slice('refuse '.length)
    const membership = ledger.accounts.get(person.sub)?.memberships.get(person.organization)
    if (!membership?.active) return 'member_inactive'
    const [detail] = detailsOf(params)
    if (!detail) return null
    if (membership.role !== 'master') return 'not_a_master'
    const answer = ledger.approve({
      id: detail.link_id,
      deployment: detail.deployment,
      tenant: detail.tenant.id,
      organization: person.organization,
      approvedBy: person.sub,
    })
    return answer === 'approved' ? null : answer
  }

  return {
    provider,
    /** Which deployment a token of the API belongs to; null for any other token. */
    async authenticate(bearer: string): Promise<string | null> {
      const token = await provider.ClientCredentials.find(bearer)
      return token?.aud === api && token.scope === API_SCOPE ? (token.clientId ?? null) : null
    },
    async answerInteraction(person: Person, request: IncomingMessage, response: ServerResponse): Promise<string> {
      const { params } = await provider.interactionDetails(request, response)
      const result = await decide(person, params)
      return provider.interactionResult(request, response, result, { mergeWithLastSubmission: false })
    },
  }
}

interface Detail {
  readonly link_id: string
  readonly deployment: string
  readonly tenant: { readonly id: string }
}

function detailsOf(params: Record<string, unknown>): Detail[] {
  const text = params['authorization_details']
  return typeof text === 'string' ? (JSON.parse(text) as Detail[]) : []
}

function refuseUnlessPushed({ oidc }: KoaContextWithOIDC): void {
  if (oidc.route === 'authorization' && !oidc.entities.PushedAuthorizationRequest) {
    throw new errors.InvalidAuthorizationDetails('not pushed')
  }
}
