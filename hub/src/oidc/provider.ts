import { isDatabaseAway } from '@lanyard/running'
import {
  type AdapterFactory,
  type Configuration,
  type ErrorOut,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider'
import type { Hub } from '../hub.ts'
import type { PrivateJwk } from '../records/signing-keys/signing-key.ts'
import { artifactAdapter } from './artifacts.ts'
import { reportClockDifference } from './client-assertions.ts'
import { clientAdapter, compareHashedSecrets, hubClient, registeredOrigins } from './clients.ts'
import { answerWhileAway, leadBackWhileAway } from './answer-while-away.ts'
import { cookies } from './cookies.ts'
import { endSessionsForEveryone } from './end-session.ts'
import { findAccountFor } from './find-account.ts'
import { grantAdapter } from './grants.ts'
import { type KnownClients, rememberClients } from './known-clients.ts'
import { signInPolicy } from './interaction-policy.ts'
import { lifetimes } from './lifetimes.ts'
import { loadGrant } from './load-grant.ts'
import { callClients } from './outgoing-requests.ts'
import { protocolConfiguration, protocolFeatures } from './protocol-configuration.ts'
import { rememberOrganizations } from './remember-organizations.ts'
import { interactionAdapter } from './interactions.ts'
import { sessionAdapter } from './session-adapter.ts'
import { takeOverLogoutTokens } from './send-logout-token.ts'

/** The pages that the provider shows or leads to; each answers by setting the context's body. */
export interface ProviderPages {
  /** Address of a ceremony's first page. */
  readonly ceremony: (uid: string) => string
  /** For errors that cannot be delivered to a client. */
  readonly error: (ctx: KoaContextWithOIDC, out: ErrorOut, error: Error) => void
  /** Logs out, or asks whether to; `form` is the provider's own, without buttons, and has the id `op.logoutForm`. */
  readonly logout: (ctx: KoaContextWithOIDC, form: string) => Promise<void>
  readonly loggedOut: (ctx: KoaContextWithOIDC) => void
}

/**
 * The OpenID Provider, on the hub's own tables and with the hub's own pages. It keeps nothing of its own but its keys, of
 * which it signs with the first of an algorithm and publishes all.
 */
export function createProvider(hub: Hub, pages: ProviderPages, keys: readonly PrivateJwk[]): Provider {
  const { issuer } = hub.config
  const known = rememberClients(hub)
  const renderError = (ctx: KoaContextWithOIDC, out: ErrorOut, error: Error) => {
    if (!isDatabaseAway(error) || !leadBackWhileAway(known, ctx)) pages.error(ctx, out, error)
  }
  const provider = new Provider(issuer, {
    ...protocolConfiguration(issuer),
    features: {
      ...protocolFeatures(issuer),
      rpInitiatedLogout: { enabled: true, logoutSource: pages.logout, postLogoutSuccessSource: pages.loggedOut },
    },
    adapter: adapters(hub, known),
    clients: [hubClient(issuer)],
    cookies: cookies(hub),
    fetch: callClients(hub, () => registeredOrigins(hub)) as NonNullable<Configuration['fetch']>,
    findAccount: findAccountFor(hub),
    interactions: { policy: signInPolicy(hub), url: (_ctx, { uid }) => pages.ceremony(uid) },
    jwks: { keys: [...keys] },
    loadExistingGrant: (ctx) => loadGrant(hub, ctx),
    renderError,
    ttl: lifetimes(hub),
  })
  // What it then trusts is the front door's own word.
  provider.proxy = true
  answerWhileAway(hub, provider, renderError)
  reportClockDifference(provider)
  takeOverLogoutTokens(provider)
  endSessionsForEveryone(hub, provider)
  compareHashedSecrets(provider)
  rememberOrganizations(hub, provider)
  return provider
}

function adapters(hub: Hub, known: KnownClients): AdapterFactory {
  const own = {
    Client: clientAdapter(hub, known),
    Grant: grantAdapter(hub),
    Interaction: interactionAdapter(hub),
    Session: sessionAdapter(hub),
  }
  return (model) => (model in own ? own[model as keyof typeof own] : artifactAdapter(hub, model))
}
