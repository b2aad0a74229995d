import { randomBytes } from 'node:crypto'
import type { Adapter, AdapterPayload, Grant } from 'oidc-provider'
import type Provider from 'oidc-provider'
import { SECOND } from '../clock.ts'
import type { Hub } from '../hub.ts'
import { type AccountId, isOrganizationId, type OrganizationId } from '../ids.ts'
import { artifactAdapter } from './artifacts.ts'
import { grantableClaims, grantableScopes } from './scopes.ts'

/**
 * The id of a grant names the organization that it is for, and the term of the person's right there, so that the holder of
 * a token of the grant is known to have signed in there by that right: signing in elsewhere, or by a right that was given
 * back, makes another grant.
 *
 * A client of the suite needs no one's consent: its grant follows from its id and is never stored.
 */
export interface SuiteGrant {
  readonly organization: OrganizationId
  readonly account: string
  readonly client: string
  readonly session: string
  /** Of the session's login in that organization; a grant of another one than the place's opens nothing. */
  readonly term: number
  /** Of the client's access to the person, for clients outside the suite. */
  readonly accessTerm: number
}

const SUITE = 'suite'
const CONSENT = 'consent'

export function suiteGrantId(about: SuiteGrant): string {
  const { organization, account, client, session, term, accessTerm } = about
  return [SUITE, organization, account, encodeURIComponent(client), session, term, accessTerm].join('~')
}

/** A grant of its own for what a person, or a master, has decided; empty until something is added. */
export function consentGrant(
  provider: Provider,
  about: {
    readonly organization: OrganizationId
    readonly account: AccountId
    readonly client: string
    readonly term: number
    readonly accessTerm: number
  },
): Grant {
  const grant = new provider.Grant({ accountId: about.account, clientId: about.client })
  const { organization, term, accessTerm } = about
  grant.jti = [CONSENT, organization, randomBytes(16).toString('base64url'), term, accessTerm].join('~')
  return grant
}

/** A person's place, and by which rights a grant came about there. */
export interface PlaceOfGrant {
  readonly organization: OrganizationId
  readonly term: number
  readonly accessTerm: number
}

/** @throws {Error} for an id that none of the two functions above made */
export function placeOfGrant(grantId: string): PlaceOfGrant {
  const [kind, organization = '', ...rest] = grantId.split('~')
  if (!isOrganizationId(organization)) throw new Error('A grant that names no organization')
  if (kind !== SUITE && kind !== CONSENT) throw new Error('A grant of no kind')
  // Grants of before terms are of the first ones.
  const [term = 0, accessTerm = 0] = rest.slice(kind === SUITE ? 3 : 1).map(Number)
  return { organization, term, accessTerm }
}

/** What a grant of the suite allows: everything that its client may ask for. */
export function suiteGrant(id: string, now: number): AdapterPayload | undefined {
  const [kind, , accountId, client, session] = id.split('~')
  if (kind !== SUITE || !accountId || !client || !session) return undefined
  const iat = Math.floor(now / SECOND)
  const openid = { scope: grantableScopes.join(' '), claims: [...grantableClaims] }
  return { kind: 'Grant', jti: id, iat, exp: iat + 86_400, accountId, clientId: decodeURIComponent(client), openid }
}

/** Finds grants of the suite by computing them, and stores the others. */
export function grantAdapter(hub: Pick<Hub, 'short' | 'now'>): Adapter {
  const stored = artifactAdapter(hub, 'Grant')
  return { ...stored, find: async (id) => suiteGrant(id, hub.now()) ?? stored.find(id) }
}
