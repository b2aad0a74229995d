import type { ForeignProvider } from '../../api/provider.ts'
import { causeOf, CheckFailed } from '../../cause.ts'
import { plainName } from '../../plain-name.ts'
import type { Dialect, Expected, AuthorizationRequest } from '../dialect.ts'
import {
  accountNameOf,
  authenticatedAtOf,
  type Claims,
  type HubAnswer,
  isFresh,
  issuedAtOf,
  isText,
  toAssurance,
} from '../hub-answer.ts'
import { readOrganization, valuesAt } from './read-claims.ts'

/** What any other provider is asked, and how its ID tokens read, by the host's configuration. */
export function providerDialect(provider: ForeignProvider): Dialect {
  return {
    idTokenAlgorithm: provider.idTokenAlgorithm ?? 'RS256',
    // Those of Microsoft Entra ID say five minutes earlier.
    datesBack: true,
    pushesLinking: false,
    ask: (request) => ask(provider, request),
    read: (claims, expected) => read(provider, claims, expected),
  }
}

function ask(
  { assurance, scope = 'openid profile email', parameters: own = {} }: ForeignProvider,
  { kind, parameters }: Pick<AuthorizationRequest, 'kind' | 'parameters'>,
): Readonly<Record<string, string>> {
  const { login_hint, max_age } = parameters
  const acr = assurance === 'left_to_provider' ? [] : (assurance.acr ?? [])
  return {
    scope,
    ...own,
    ...(acr.length > 0 ? { acr_values: acr.join(' ') } : {}),
    ...(login_hint === undefined ? {} : { login_hint }),
    ...(max_age === undefined ? {} : { max_age }),
    ...(kind === 'sign_in' ? {} : { prompt: 'login', max_age: '0' }),
  }
}

/** What a person hears whose token names no organization, by what they were about to do. */
const WITHOUT_ORGANIZATION = {
  sign_in: 'tenant_not_linked',
  link_user: 'wrong_organization',
  link_tenant: 'not_a_master',
} as const

function read(
  provider: ForeignProvider,
  claims: Claims,
  { kind, freshSince }: Pick<Expected, 'kind' | 'freshSince'>,
): HubAnswer {
  const { sub, sid } = claims
  if (!isText(sub)) return { kind: 'untrusted', cause: lacking('sub') }
  const organization = readOrganization(provider.organization, claims)
  if (!organization) {
    return { kind: 'refused', code: WITHOUT_ORGANIZATION[kind], reference: null, cause: lacking('organization') }
  }
  if (kind === 'link_tenant' && !isMaster(provider, claims)) {
    return { kind: 'refused', code: 'not_a_master', reference: null, cause: lacking('masters') }
  }
  return {
    kind: 'token',
    ...toAssurance(isAssured(provider, claims), provider.freshness === 'only_asked_for' || isFresh(claims, freshSince)),
    identity: {
      subject: sub,
      organizationId: organization.id,
      organizationName: plainName(organization),
      // It says nothing of what became of a member, and no link: the product alone knows those.
      memberEpoch: 0,
      issuedAt: issuedAtOf(claims),
      authenticatedAt: authenticatedAtOf(claims),
      linkId: null,
      linkedElsewhere: null,
      linkUser: false,
      accountName: accountNameOf(claims),
      sid: isText(sid) ? sid : null,
    },
  }
}

/** @param what a claim, or the part of the configuration that names it */
function lacking(what: string) {
  return causeOf(new CheckFailed(what, `The ID token does not have what the configuration expects of "${what}".`))
}

function isMaster({ masters }: ForeignProvider, claims: Claims): boolean {
  return masters === 'every_member' || valuesAt(claims, masters.claim).some((value) => masters.values.includes(value))
}

function isAssured({ assurance }: ForeignProvider, claims: Claims): boolean {
  if (assurance === 'left_to_provider') return true
  const { acr = [], amr = [] } = assurance
  return (
    valuesAt(claims, 'acr').some((value) => acr.includes(value)) ||
    valuesAt(claims, 'amr').some((value) => amr.includes(value))
  )
}
