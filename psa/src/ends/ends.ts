import type { EndsTable } from '@lanyard/guard/testing'

/** What a person holds that could outlive the right by which they got it; `ends.test.ts` gets and tries each. */
export const credentials = {
  local_session: 'session that began with the password',
  hub_session: 'session through the hub',
  password: 'password',
  mailed_link: 'mailed link that sets a new password',
  user_link: 'user link',
  connecting: 'link of the company that the person began and the hub has not confirmed',
  invitation_request: 'request of an admin for an invitation to the hub',
  hub_notice: 'notice of a new user link, at its address',
  known_browser: 'known browser',
} as const satisfies Record<string, string>

export type Credential = keyof typeof credentials

/** What ends a right, and what gives it back, where anything does; `ends.test.ts` does both. */
export const causes = {
  deactivated: 'employee deactivated; then activated',
  made_contact: 'employee made a contact',
  deleted: 'employee deleted',
  address_changed: 'mail address changed by the operator',
  password_changed: 'password changed by the person, in another session',
  password_reset: 'password set by a mailed link',
  withdrawn: 'invitation to the hub withdrawn, links kept; then invited again',
  withdrawn_with_links: 'invitation to the hub withdrawn, links ended; then invited again',
  switched_off: 'company switched off by its admin; then connected again',
  hub_disconnected: 'tenant link disconnected at the hub; then connected again',
  hub_unlinked: 'user link ended at the hub',
  hub_deactivated: 'member’s sessions ended at the hub, as by a deactivation; local sessions stay, the default',
  hub_deactivated_local: 'the same; local sessions end, too',
  hub_logged_out: 'logged out at the hub; local sessions stay, the default',
  hub_logged_out_local: 'the same; local sessions end, too',
} as const satisfies Record<string, string>

export type Cause = keyof typeof causes

const browser = { stays: 'it opens nothing: it only counts attempts in this browser separately' }
const own = { stays: 'it is the person’s own, and the hub has no part in it' }
const linkKept = { stays: 'if a mailed link sets the password, the PSA asks the person whether the link is theirs' }
const samePerson = { stays: 'the person is the same, and it came by no mail to the former address' }
const connected = { absent: 'a company that is connected begins no other link' }
const mayConnect = { stays: 'the right to connect did not end' }
const stillAdmin = { stays: 'the right to ask did not end' }
const answered = { absent: 'an invited company needs no request' }
const linkOnly = {
  stays: 'only a link ended; local sessions stay, even if the company lets the hub end them',
}
const decidedHere = { stays: 'the company chose so; the next column has the other choice' }
const ofLink = { stays: 'it is about the link, which stays' }
const askedAtHub = { stays: 'the hub decides at each sign-in whether the person may log in' }

const personEnds = {
  local_session: 'revoked',
  hub_session: 'revoked',
  mailed_link: 'revoked',
  user_link: 'revoked',
  connecting: 'revoked',
  hub_notice: 'revoked',
  invitation_request: 'revoked',
  known_browser: browser,
} as const

const passwordEnds = {
  local_session: 'revoked',
  hub_session: 'revoked',
  password: 'revoked',
  mailed_link: 'revoked',
  user_link: linkKept,
  connecting: mayConnect,
  hub_notice: ofLink,
  invitation_request: stillAdmin,
  known_browser: browser,
} as const

/** What the hub gave ends, and nothing that is the PSA's own. */
const hubEnds = {
  local_session: own,
  hub_session: 'revoked',
  password: own,
  mailed_link: own,
  connecting: connected,
  hub_notice: ofLink,
  invitation_request: answered,
  known_browser: browser,
} as const

/** Every end has an effect upon every credential: a new one of either does not compile until that is said. */
export const ends: EndsTable<Cause, Credential>['ends'] = {
  deactivated: { ...personEnds, password: 'rests' },
  made_contact: { ...personEnds, password: { stays: 'it opens the client portal, and nothing else' } },
  deleted: { ...personEnds, password: 'revoked', known_browser: 'revoked' },
  address_changed: {
    local_session: samePerson,
    hub_session: samePerson,
    password: samePerson,
    mailed_link: 'revoked',
    user_link: { stays: 'it holds on stable ids, whatever the address is' },
    connecting: mayConnect,
    hub_notice: ofLink,
    invitation_request: stillAdmin,
    known_browser: browser,
  },
  password_changed: passwordEnds,
  password_reset: { ...passwordEnds, connecting: 'revoked' },
  withdrawn: {
    ...hubEnds,
    hub_session: { stays: 'existing links continue' },
    user_link: { stays: 'existing links continue' },
    connecting: 'revoked',
  },
  withdrawn_with_links: {
    ...hubEnds,
    user_link: { stays: 'it opens nothing until the company is invited again' },
    connecting: 'revoked',
  },
  switched_off: { ...hubEnds, user_link: 'rests', hub_notice: 'rests' },
  hub_disconnected: { ...hubEnds, local_session: linkOnly, user_link: 'rests', hub_notice: 'rests' },
  hub_unlinked: { ...hubEnds, local_session: linkOnly, user_link: 'revoked', hub_notice: 'revoked' },
  hub_deactivated: { ...hubEnds, local_session: decidedHere, user_link: askedAtHub },
  hub_deactivated_local: { ...hubEnds, local_session: 'revoked', user_link: askedAtHub },
  hub_logged_out: { ...hubEnds, local_session: decidedHere, user_link: askedAtHub },
  hub_logged_out_local: { ...hubEnds, local_session: 'revoked', user_link: askedAtHub },
}
