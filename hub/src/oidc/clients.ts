import { timingSafeEqual } from 'node:crypto'
import { type Adapter, type AdapterPayload, Provider } from 'oidc-provider'
import type { Client, ClientMetadata, DeploymentClient, RegisteredClient } from '../catalogue/clients/client.ts'
import { findClient, listClients } from '../catalogue/clients/find-client.ts'
import type { Hub } from '../hub.ts'
import { hashToken } from '../secrets/hash-token.ts'
import { ownMetadata } from './client-facts.ts'
import { factsOf, personOf } from './facts-of-request.ts'
import type { KnownClients } from './known-clients.ts'
import { HUB_CLIENT, signedInAddress } from './names.ts'
import { TENANT_LINK } from './tenant-link-request.ts'

/** The hub's own pages as a client: it wants a session, and no code. */
export function hubClient(issuer: string): AdapterPayload & { client_id: string } {
  return {
    client_id: HUB_CLIENT,
    redirect_uris: [signedInAddress(issuer)],
    response_types: ['none'],
    grant_types: [],
    token_endpoint_auth_method: 'none',
    scope: 'openid',
  }
}

/** Finds clients where the hub keeps them; a change there holds from the next request on. */
export function clientAdapter(hub: Pick<Hub, 'db' | 'config'>, known: KnownClients): Adapter {
  const nothing = async () => undefined
  return {
    async find(id) {
      // What anyone types into an address: PostgreSQL looks for no NUL, and no client has one.
      const client = id.includes('\0') ? null : await findWithPerson(hub, id)
      const metadata = client === null ? undefined : toMetadata(client)
      if (client !== null) known.note(id, metadata?.redirect_uris ?? [])
      return metadata
    },
    findByUid: nothing,
    findByUserCode: nothing,
    upsert: nothing,
    destroy: nothing,
    consume: nothing,
    revokeByGrantId: nothing,
  }
}

/** Together with what the request asks of its person next, where it knows them already. */
async function findWithPerson(hub: Pick<Hub, 'db' | 'config'>, id: string): Promise<Client | null> {
  const request = Provider.ctx?.oidc
  const account = request ? personOf(request) : null
  const facts = request && account !== null ? await factsOf(hub, request, account, id) : null
  return facts === null ? findClient(hub, id) : facts.client
}

/** Secrets are kept as hashes, so what a client presents is hashed before it is compared. */
export function compareHashedSecrets(provider: Provider): void {
  provider.Client.prototype.compareClientSecret = function (
    this: { clientSecret?: string | undefined },
    actual: string,
  ) {
    const expected = Buffer.from(this.clientSecret ?? '')
    const presented = Buffer.from(hashToken(actual))
    return expected.length === presented.length && timingSafeEqual(expected, presented)
  }
}

/** Origins of everything that clients registered to be called at. */
export async function registeredOrigins(hub: Pick<Hub, 'db' | 'config'>): Promise<ReadonlySet<string>> {
  const addresses = (await listClients(hub)).flatMap((client) =>
    client.kind === 'deployment'
      ? [client.origin]
      : [...client.metadata.redirect_uris, client.metadata.backchannel_logout_uri],
  )
  return new Set(addresses.flatMap((address) => (address ? new URL(address).origin : [])))
}

function toMetadata(client: Client): AdapterPayload | undefined {
  return client.kind === 'deployment' ? ofDeployment(client) : ofRegistered(client)
}

/** A deployment that has no address yet is no client. */
function ofDeployment({ id, name, deployment, origin, jwks }: DeploymentClient): AdapterPayload | undefined {
  if (origin === null) return undefined
  return {
    client_id: id,
    client_name: name,
    redirect_uris: [`${origin}/connect/callback`],
    post_logout_redirect_uris: [`${origin}/`, `${origin}/connect/logged-out`],
    // By these its ID tokens have a `sid`; of ends it hears by its log, which needs no answer in time.
    backchannel_logout_uri: `${origin}/connect/backchannel-logout`,
    backchannel_logout_session_required: true,
    response_types: ['code'],
    grant_types: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_method: 'private_key_jwt',
    token_endpoint_auth_signing_alg: 'ES256',
    jwks: { keys: jwks.keys.map((key) => ({ ...key })) },
    authorization_details_types: [TENANT_LINK],
    [ownMetadata.deployment]: deployment,
  }
}

function ofRegistered({ id, name, organization, metadata, secretHash }: RegisteredClient): AdapterPayload {
  return {
    client_id: id,
    client_name: name,
    redirect_uris: [...metadata.redirect_uris],
    post_logout_redirect_uris: [...metadata.post_logout_redirect_uris],
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_method: metadata.token_endpoint_auth_method,
    id_token_signed_response_alg: metadata.id_token_signed_response_alg,
    ...logoutAddress(metadata),
    ...(secretHash !== null && { client_secret: secretHash }),
    ...(metadata.jwks && { jwks: { keys: metadata.jwks.keys.map((key) => ({ ...key })) } }),
    [ownMetadata.thirdParty]: metadata.third_party,
    [ownMetadata.withoutPkce]: !metadata.pkce,
    ...(organization !== null && { [ownMetadata.organization]: organization }),
  }
}

function logoutAddress({ backchannel_logout_uri: address }: ClientMetadata): AdapterPayload {
  return address === undefined ? {} : { backchannel_logout_uri: address, backchannel_logout_session_required: true }
}
