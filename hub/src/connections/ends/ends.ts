import type { EndsTable } from '@lanyard/guard/testing'

/**
 * What a person holds, or has given, that could outlive the right by which they got it.
 *
 * A new one is named here, gets its effect in each
 * row of {@link ends}, where the rows that share one (`placeEnds`, `accountShut`, `linkEnds`) say it once, and in
 * `testing/credentials.ts` how it is got and tried; then `docs/ends.md` is written again.
 */
export const credentials = {
  session_here: 'hub session, its place in the organization',
  session_elsewhere: 'the same session in another organization',
  half_way_login: 'unfinished login into the organization',
  code: 'authorization code',
  access_token: 'access token',
  refresh_token: 'refresh token',
  grant: 'consent given to a client',
  product_session: 'session at a product of the suite',
  local_session: 'local session of a linked person at a product where the company lets the hub end it',
  client_session: 'session at another client',
  user_link: 'user link',
  tenant_link: 'active tenant link that the person approved',
  approval: 'approval of a tenant link that no product has confirmed',
  invitation: 'invitation that the person sent and no one has accepted',
  mailed_address: 'mailed link that confirms a new address',
  mailed_password: 'mailed link that sets a new password',
  remembered_organization: 'organization remembered for a module',
  known_browser: 'known browser',
  directory_token: 'token of a directory',
  api_token: 'token of a product for the hub’s interface',
} as const satisfies Record<string, string>

export type Credential = keyof typeof credentials

/** What ends a right, and what gives it back, where anything does; `testing/acts.ts` does both. */
export const causes = {
  deactivated: 'member deactivated, by a master, the operator or a directory; then activated',
  removed: 'member removed; then added again',
  suspended: 'organization suspended; then resumed',
  role_lost: 'master made a member; then a master again',
  sessions_ended: 'sessions in one organization ended, by a master or the operator',
  factor_reset: 'second factor reset, by a master or the operator',
  factor_removed: 'factor removed by the person, in another session',
  address_changed: 'mail address changed, by a mailed link or the operator',
  password_changed: 'password changed by the person, in another session',
  password_set: 'password set by the operator, or by a mailed link',
  account_deleted: 'account deleted',
  logged_out: 'logged out, or the session ended by the person',
  access_taken_back: 'access of a client outside the suite revoked by the person',
  tenant_link_severed: 'tenant link disconnected',
  user_unlinked: 'user link ended at the hub',
  directory_token_ended: 'token of a directory ended',
} as const satisfies Record<string, string>

export type Cause = keyof typeof causes

const preference = { stays: 'it opens nothing: it only saves a question after a login' }
const browser = {
  stays: 'it opens nothing: it only counts attempts in this browser separately, and spares the person a mail',
}
const ofCompany = { stays: 'it belongs to the company, although this person approved it' }
const ofOperator = { stays: 'the operator gave it to the organization, and no person holds it' }
const ofProduct = {
  stays: 'it belongs to the product, and no person holds it; the interface checks each link by itself',
}
const stillGiver = { stays: 'the right to give it did not end' }
const ofAccount = { stays: 'it belongs to the account, which has a place elsewhere' }
const sameAccount = { stays: 'it belongs to the account, which is unchanged' }
const elsewhere = { stays: 'an organization ends nothing in another' }
const sameRight = { stays: 'the person is still a member, and the hub reads the role at each use' }
const ofPlace = { stays: 'it belongs to the place in the organization, which stays' }
const samePerson = { stays: 'the person is the same, and it came by no mail to the former address' }
const otherBrowser = { stays: 'it came from no session that ended' }
const otherLink = { stays: 'it came from no link' }
const otherClient = { stays: 'it does not belong to that client' }
const linkOnly = { stays: 'only a link ended, and this session did not begin by it' }
const ofToken = { stays: 'the token gave no person a right to log in, and what the directory did with it stays done' }

const nothingElse = {
  remembered_organization: preference,
  known_browser: browser,
  tenant_link: ofCompany,
  directory_token: ofOperator,
  api_token: ofProduct,
  approval: stillGiver,
  invitation: stillGiver,
  mailed_address: sameAccount,
  mailed_password: sameAccount,
} as const

/** The right of a master ends, and with it what waits for its use. */
const givingEnds = { approval: 'revoked', invitation: 'revoked' } as const

const mailEnds = { mailed_address: 'revoked', mailed_password: 'revoked' } as const

/** Both kinds of session at a product end by one message. */
const endAtProduct = (revokedBy: string) => ({ product_session: { revokedBy }, local_session: { revokedBy } }) as const

const deactivated = '`member_epoch` (`deactivated`)'
const sessionsEnded = '`member_epoch` (`sessions_ended`)'

/** The right to be in one organization ends: all that serves it goes with it, and nothing of the account. */
const placeEnds = {
  ...nothingElse,
  ...givingEnds,
  mailed_address: ofAccount,
  mailed_password: ofAccount,
  session_here: 'revoked',
  session_elsewhere: elsewhere,
  half_way_login: 'revoked',
  code: 'revoked',
  access_token: 'revoked',
  refresh_token: 'revoked',
  grant: 'revoked',
  ...endAtProduct(deactivated),
  client_session: 'revoked',
  user_link: 'rests',
} as const

/** The place itself goes, and its user links with it: products hear that, too. */
const placeGone = {
  ...endAtProduct(deactivated),
  product_session: { revokedBy: `${deactivated} and \`member_epoch\` (\`unlinked\`)` },
  user_link: 'revoked',
} as const

/** The account is shut everywhere, to anyone who could have had a part in it; the places stay. */
const accountShut = {
  ...placeEnds,
  ...mailEnds,
  ...endAtProduct(sessionsEnded),
  approval: stillGiver,
  invitation: stillGiver,
  session_elsewhere: 'revoked',
  user_link: ofPlace,
} as const

const linkEnds = {
  ...nothingElse,
  session_here: otherLink,
  session_elsewhere: otherLink,
  half_way_login: otherLink,
  code: { stays: 'it no longer names a link' },
  access_token: otherLink,
  refresh_token: otherLink,
  grant: otherLink,
  client_session: otherLink,
  local_session: linkOnly,
  user_link: 'revoked',
} as const

/** Every end has an effect upon every credential: a new one of either does not compile until that is said. */
export const ends: EndsTable<Cause, Credential>['ends'] = {
  deactivated: placeEnds,
  removed: { ...placeEnds, ...placeGone },
  suspended: placeEnds,
  role_lost: {
    ...nothingElse,
    ...givingEnds,
    session_here: sameRight,
    session_elsewhere: elsewhere,
    half_way_login: sameRight,
    code: sameRight,
    access_token: sameRight,
    refresh_token: sameRight,
    grant: sameRight,
    ...endAtProduct(sessionsEnded),
    client_session: 'revoked',
    user_link: ofPlace,
  },
  sessions_ended: {
    ...placeEnds,
    ...endAtProduct(sessionsEnded),
    approval: stillGiver,
    invitation: stillGiver,
    mailed_address: sameAccount,
    mailed_password: sameAccount,
    user_link: ofPlace,
  },
  factor_reset: accountShut,
  factor_removed: accountShut,
  address_changed: {
    ...nothingElse,
    ...mailEnds,
    session_here: samePerson,
    session_elsewhere: samePerson,
    half_way_login: samePerson,
    code: samePerson,
    access_token: samePerson,
    refresh_token: samePerson,
    grant: samePerson,
    product_session: samePerson,
    local_session: samePerson,
    client_session: samePerson,
    user_link: { stays: 'it holds on stable ids, whatever the address is' },
  },
  password_changed: accountShut,
  password_set: accountShut,
  account_deleted: {
    ...accountShut,
    ...givingEnds,
    ...placeGone,
    known_browser: 'revoked',
    remembered_organization: preference,
  },
  logged_out: {
    ...accountShut,
    ...endAtProduct('`session_ended`'),
    mailed_address: sameAccount,
    mailed_password: sameAccount,
    half_way_login: otherBrowser,
  },
  access_taken_back: {
    ...nothingElse,
    session_here: otherClient,
    session_elsewhere: otherClient,
    half_way_login: otherClient,
    code: otherClient,
    access_token: 'revoked',
    refresh_token: 'revoked',
    grant: 'revoked',
    client_session: 'revoked',
    product_session: otherClient,
    local_session: otherClient,
    user_link: otherClient,
  },
  tenant_link_severed: {
    ...linkEnds,
    product_session: { revokedBy: '`link_ended`' },
    tenant_link: 'revoked',
    remembered_organization: 'revoked',
  },
  user_unlinked: {
    ...linkEnds,
    product_session: { revokedBy: '`member_epoch` (`unlinked`)' },
    code: { stays: 'its epoch is too low: the product neither links nor logs in with it' },
  },
  directory_token_ended: {
    ...linkEnds,
    session_here: ofToken,
    session_elsewhere: ofToken,
    half_way_login: ofToken,
    code: ofToken,
    access_token: ofToken,
    refresh_token: ofToken,
    grant: ofToken,
    client_session: ofToken,
    product_session: ofToken,
    local_session: ofToken,
    user_link: ofToken,
    directory_token: 'revoked',
  },
}
