/**
 * What an end of a right at the PSA does to what was got by that right.
 *
 * - `revoked`: opens nothing from the commit of the act on, and nothing that gives the right back revives it.
 * - `rests`: opens nothing until the right is given back, and serves again then.
 * - `stays`: opens what it opened; says why.
 */
export type Effect = 'revoked' | 'rests' | { readonly stays: string }

/** What a person holds that could outlive the right by which they got it; `ends.test.ts` gets and tries each. */
export const credentials = {
  local_session: 'session that the password began',
  hub_session: 'session through the hub',
  password: 'password',
  mailed_link: 'mailed link that sets a new password',
  user_link: 'user link',
  known_browser: 'known browser',
} as const satisfies Record<string, string>

export type Credential = keyof typeof credentials

/** What ends a right, and what gives it back, where anything does; `ends.test.ts` does both. */
export const causes = {
  deactivated: 'employee deactivated; then activated',
  made_contact: 'employee made a contact',
  deleted: 'employee deleted',
  password_changed: 'password changed by the person, in another session',
  password_reset: 'password set by a mailed link',
  withdrawn: 'invitation to the hub withdrawn, links kept; then invited again',
  withdrawn_with_links: 'invitation to the hub withdrawn, links ended; then invited again',
} as const satisfies Record<string, string>

export type Cause = keyof typeof causes

const browser = { stays: 'it opens nothing: it only counts tries at this browser apart' }
const own = { stays: 'it is the person’s own, and the hub has no part in it' }
const linkKept = { stays: 'the person is asked whether the link is theirs where a mailed link sets the password' }

const personEnds = {
  local_session: 'revoked',
  hub_session: 'revoked',
  mailed_link: 'revoked',
  user_link: 'revoked',
  known_browser: browser,
} as const

const passwordEnds = {
  local_session: 'revoked',
  hub_session: 'revoked',
  password: 'revoked',
  mailed_link: 'revoked',
  user_link: linkKept,
  known_browser: browser,
} as const

const invitationEnds = {
  local_session: own,
  password: own,
  mailed_link: own,
  known_browser: browser,
} as const

/** Every end has an effect upon every credential: a new one of either does not compile until that is said. */
export const ends: Readonly<Record<Cause, Readonly<Record<Credential, Effect>>>> = {
  deactivated: { ...personEnds, password: 'rests' },
  made_contact: { ...personEnds, password: { stays: 'it opens the client portal, and nothing else' } },
  deleted: { ...personEnds, password: 'revoked', known_browser: 'revoked' },
  password_changed: passwordEnds,
  password_reset: passwordEnds,
  withdrawn: {
    ...invitationEnds,
    hub_session: { stays: 'what is linked goes on' },
    user_link: { stays: 'what is linked goes on' },
  },
  withdrawn_with_links: {
    ...invitationEnds,
    hub_session: 'revoked',
    user_link: { stays: 'it opens nothing before the company is invited again' },
  },
}
