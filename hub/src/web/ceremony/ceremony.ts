import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { findProgress, type Reached, readProgress, recognize } from '../../people/ceremonies/advance.ts'
import { findPerson } from '../../people/ceremonies/find-person.ts'
import { type DeploymentId, isAccountId, type ModuleId, isOrganizationId, type OrganizationId } from '../../ids.ts'
import type { Client } from '../../catalogue/clients/client.ts'
import { getModule } from '../../catalogue/modules/catalogue.ts'
import { ceremonyReadWith } from '../../oidc/interactions.ts'
import { OUTLIVED } from '../../oidc/interaction-policy.ts'
import { HUB_CLIENT } from '../../oidc/names.ts'
import { termsOfSession } from '../../oidc/sign-in-context.ts'
import { grantableScopes } from '../../oidc/scopes.ts'
import { type HubSession, readSession } from '../../oidc/hub-session.ts'
import { findUse } from '../../oidc/session-use.ts'
import { readTenantLinkRequest, readUserLinking, type UserLinking } from '../../oidc/tenant-link-request.ts'
import { Refusal } from '../../refusal.ts'
import type { TenantLinkRequest } from '../../connections/tenant-links/tenant-link.ts'
import type { Site, SiteEnv } from '../site.ts'
import { findStanding } from './standing.ts'

type Interaction = Awaited<ReturnType<Site['provider']['interactionDetails']>>

/** What a person logs in for. */
export type Purpose =
  | { readonly kind: 'hub' }
  | { readonly kind: 'sign_in' }
  | { readonly kind: 'link_user'; readonly linking: UserLinking }
  | { readonly kind: 'link_tenant'; readonly request: TenantLinkRequest }

/**
 * Why a person whose session stands logs in: it has outlived the limits of the organization that they enter (A1), or the
 * right by which it served it.
 */
export interface TooOldSession {
  /** By name. */
  readonly organization: string
  readonly username: string
  /** The session may serve another organization of theirs. */
  readonly elsewhere: boolean
}

interface CeremonyClient {
  readonly id: string
  /** As people know it: "PSA". */
  readonly name: string
  readonly deployment: DeploymentId | null
  /** The one whose members alone may use it. */
  readonly organization: OrganizationId | null
  readonly asksConsent: boolean
}

/** A login on its way, from an authorization request to the answer that it gets; as one request has read it. */
export type Ceremony = Asked & Reached

interface Asked {
  readonly uid: string
  readonly purpose: Purpose
  readonly client: CeremonyClient
  /** What the request asks for, of what this hub knows. */
  readonly scopes: readonly string[]
  /** The organization that the request, or the client's registration, asks for. */
  readonly asked: OrganizationId | null
  /** False where a session stands and something else is asked. */
  readonly logsIn: boolean
  readonly outlived: TooOldSession | null
  /** The one that this browser holds now, whichever account's it is. */
  readonly session: HubSession | null
  /** The same, where the login can go on with it: another tab has opened it since this login began. */
  readonly standing: HubSession | null
  /** Where the answer goes in the end: what the forms of every page have to be allowed. */
  readonly formTargets: readonly string[]
  readonly interaction: Interaction
}

export type CeremonyEnv = SiteEnv & { Variables: { ceremony: Ceremony } }

/**
 * The ceremony that this browser takes part in.
 *
 * @throws {Refusal} `attempt_invalid`: none of this browser, too old, or the session that it began with has ended
 */
export async function openCeremony(c: Context<CeremonyEnv>, site: Site): Promise<Ceremony> {
  const interaction = await findInteraction(site, c.env)
  if (interaction === null || interaction.uid !== c.req.param('uid')) throw new Refusal('attempt_invalid')
  const { uid, params, prompt } = interaction
  const id = textOf(params['client_id'])
  const ofClient = id === HUB_CLIENT ? null : id
  const found = await readProgress(site.hub, { row: ceremonyReadWith(interaction), client: ofClient })
  const client = await describeClient(site, id, found.client)
  const purpose = readPurpose(params, client.deployment)
  const asked = params['organization']
  const session = await readSession(site, c.env)
  return {
    uid,
    purpose,
    client,
    scopes: grantableScopes.filter((scope) => textOf(params['scope']).split(' ').includes(scope)),
    asked: client.organization ?? (typeof asked === 'string' && isOrganizationId(asked) ? asked : null),
    logsIn: prompt.name === 'login',
    outlived: await findOutlived(site, interaction),
    session,
    standing: findStanding(interaction, session),
    ...(await orRecognize(site, interaction, found.reached)),
    formTargets: purpose.kind === 'hub' ? [] : [new URL(textOf(params['redirect_uri'])).origin],
    interaction,
  }
}

async function findInteraction({ provider }: Site, { incoming, outgoing }: HttpBindings): Promise<Interaction | null> {
  try {
    return await provider.interactionDetails(incoming, outgoing)
  } catch (error) {
    if (error instanceof Error && error.name === 'SessionNotFound') return null
    throw error
  }
}

async function findOutlived({ hub }: Site, { prompt, session }: Interaction): Promise<TooOldSession | null> {
  const id = session?.accountId
  if (!prompt.reasons.includes(OUTLIVED) || id === undefined || !isAccountId(id)) return null
  const person = await findPerson(hub, id)
  const active = person?.memberships.filter(({ member }) => member.status === 'active') ?? []
  const username = person?.account.username ?? ''
  return { organization: textOf(prompt.details['outlived']), username, elsewhere: active.length > 1 }
}

function readPurpose(params: Readonly<Record<string, unknown>>, deployment: DeploymentId | null): Purpose {
  if (params['client_id'] === HUB_CLIENT) return { kind: 'hub' }
  const request = readTenantLinkRequest(params['authorization_details'], deployment)
  if (request !== null) return { kind: 'link_tenant', request }
  const linking = readUserLinking(params['linking'])
  return linking === null ? { kind: 'sign_in' } : { kind: 'link_user', linking }
}

/** A person whose session stands goes on with it, where no login is asked. */
async function orRecognize(
  { hub, provider }: Site,
  { uid, prompt, session }: Interaction,
  reached: Reached,
): Promise<Reached> {
  const account = session?.accountId
  if (reached.person !== null || prompt.name === 'login' || account === undefined || !isAccountId(account)) {
    return reached
  }
  const use = await findUse(hub, session?.uid ?? '')
  const stands = await provider.Session.findByUid(session?.uid ?? '')
  if (use === null || !stands) throw new Refusal('attempt_invalid')
  await recognize(hub, uid, { account, loggedInAt: use.loggedInAt, terms: termsOfSession(stands) })
  return findProgress(hub, uid)
}

/** @throws {Refusal} `attempt_invalid`: it is none, or a deployment without an address */
async function describeClient(site: Site, id: string, client: Client | null): Promise<CeremonyClient> {
  if (id === HUB_CLIENT) return { id, name: id, deployment: null, organization: null, asksConsent: false }
  if (client?.kind === 'registered') {
    const { name, organization, metadata } = client
    return { id, name, deployment: null, organization, asksConsent: metadata.third_party }
  }
  if (client === null || client.origin === null) throw new Refusal('attempt_invalid')
  const { deployment, module } = client
  return { id, name: await productName(site, module), deployment, organization: null, asksConsent: false }
}

async function productName({ hub, suite }: Site, module: ModuleId): Promise<string> {
  return suite.products[module]?.name ?? (await getModule(hub, module)).name
}

function textOf(parameter: unknown): string {
  return typeof parameter === 'string' ? parameter : ''
}
