import { CLOCK_TOLERANCE } from '../clocks.ts'
import type { NoticeCode } from '../records/notice.ts'

/** Names of the two sides as people read them. */
export interface Names {
  /** "PSA" */
  readonly product: string
  /** "IT Complete" */
  readonly hub: string
}

/** A message in its parts: what happened, why, what to do now. */
export interface Words {
  readonly what: string
  readonly why?: string
  readonly next?: string
}

type Details = Readonly<Record<string, string>>

const some = (detail: string | undefined, otherwise: string): string => detail ?? otherwise

const TOLERANCE = CLOCK_TOLERANCE / 1000

/** Every code that a ceremony can end with, worded. */
export const notices = {
  tenant_linked: ({ organization }, { product, hub }) => ({
    what: `${product} is connected to ${some(organization, `your ${hub} organization`)}.`,
    next: `Employees whom you let can now choose Enable Login with ${hub} in My Settings.`,
  }),
  tenant_and_user_linked: ({ organization, account }, { product, hub }) => ({
    what: `${product} is connected to ${some(organization, `your ${hub} organization`)}, and your ${product} user is linked to ${some(account, `your ${hub} account`)}.`,
    next: `Next time, choose Log in with ${hub}.`,
  }),
  user_linked: ({ account }, { product, hub }) => ({
    what: `Your ${product} user is linked to ${some(account, `your ${hub} account`)}.`,
    next: `Next time, choose Log in with ${hub}.`,
  }),
  connecting: ({ organization }, { hub }) => ({
    what: `Connecting to ${some(organization, `your ${hub} organization`)}…`,
    why: `${hub} has not confirmed yet.`,
    next: 'This finishes by itself. You can leave this page, or cancel connecting.',
  }),
  connecting_cancelled: (_, { product, hub }) => ({
    what: `You cancelled connecting. ${product} is not connected to ${hub}.`,
  }),
  already_connected: ({ organization }, { product, hub }) => ({
    what: `${product} is connected to ${some(organization, `your ${hub} organization`)} already.`,
    why: 'Connecting had finished before you cancelled.',
    next: `To disconnect, switch Log in with ${hub} off.`,
  }),
  logged_out_everywhere: (_, { hub }) => ({
    what: 'You are logged out everywhere.',
    why: `Your session at ${hub} has ended, and every product that you opened with it is told.`,
  }),
  still_logged_in: (_, { product, hub }) => ({
    what: `You are logged out of ${product}, but still logged in at ${hub}.`,
    why: `${hub} did not answer the logout.`,
    next: `Try again in a minute, or log out at ${hub} itself.`,
  }),
  attempt_invalid: () => ({
    what: 'This did not finish.',
    why: 'It was started in another window, was used already, or took too long.',
    next: 'Start again from here.',
  }),
  attempt_cancelled: (_, { hub }) => ({ what: `You cancelled at ${hub}. Nothing was changed.` }),
  member_inactive: ({ organization }, { product, hub }) => ({
    what: `You are inactive in ${some(organization, `your ${hub} organization`)}.`,
    next: `Log in with your ${product} username and password, or ask a master of your ${hub} organization to activate you.`,
  }),
  organization_suspended: ({ organization }, { product, hub }) => ({
    what: `${some(organization, 'Your organization')} is suspended at ${hub}.`,
    next: `Log in with your ${product} username and password, or ask the support of ${hub}.`,
  }),
  member_unknown: ({ account }, { product, hub }) => ({
    what: `${some(account, `Your ${hub} account`)} belongs to no organization.`,
    next: `Log in with your ${product} username and password, or ask a master of your ${hub} organization to invite you.`,
  }),
  hub_refused: (_, { product, hub }) => ({
    what: `${hub} refused this. Nothing was changed.`,
    why: `${hub} gave a reason that ${product} does not know.`,
    next: 'Try again. If it happens again, tell your administrator the reference.',
  }),
  hub_unavailable: (_, { product, hub }) => ({
    what: `${hub} does not answer right now.`,
    next: `Log in with your ${product} username and password, or try again in a minute.`,
  }),
  hub_key_unknown: (_, { product, hub }) => ({
    what: `${product} could not verify the answer of ${hub}. Nothing was changed.`,
    why: `The answer is signed with a key that ${hub} does not publish.`,
    next: `Try again in a minute, or log in with your ${product} username and password. If it happens again, tell your administrator the reference.`,
  }),
  clocks_differ: ({ seconds = 'more than 60', ahead }, { product, hub }) => ({
    what: `The clocks of ${product} and ${hub} differ by ${seconds} seconds. Nothing was changed.`,
    why: `The clock of ${ahead === 'hub' ? hub : product} is ahead. More than ${TOLERANCE} seconds are too many to log in safely.`,
    next: `Log in with your ${product} username and password, and tell your administrator to set the clock that is wrong.`,
  }),
  assurance_too_low: (_, { hub }) => ({
    what: `${hub} did not ask for your password and second factor just now.`,
    next: 'Try again; if it happens again, tell your administrator.',
  }),
  not_invited: (_, { hub }) => ({
    what: `${hub} login is by invitation, and your company is not invited.`,
    next: 'Ask your account manager, or request an invitation.',
  }),
  not_an_admin: (_, { product, hub }) => ({
    what: `Only an admin of ${product} can connect ${hub}.`,
    next: `Ask an admin of ${product} at your company.`,
  }),
  not_a_master: ({ account }, { hub }) => ({
    what: 'Only a master account can connect an organization.',
    ...(account ? { why: `You are logged in as ${account}.` } : {}),
    next: `Use a master account of your ${hub} organization, or ask a person who has one.`,
  }),
  tenant_not_linked: ({ organization, region }, { product, hub }) => ({
    what: `${some(organization, `Your ${hub} organization`)} is not connected to ${product} here.`,
    next: region ? `It is connected in ${region}: go there.` : `Log in with your ${product} username and password.`,
  }),
  organization_already_linked: ({ organization }, { product, hub }) => ({
    what: `${some(organization, `This ${hub} organization`)} is already connected to another ${product} company.`,
    why: `One organization connects to one ${product} company at a time.`,
    next: `Disconnect it there first, or ask a master of the organization to disconnect it at ${hub}.`,
  }),
  tenant_already_linked: ({ organization }, { product }) => ({
    what: `This ${product} company is already connected to ${some(organization, 'an organization')}.`,
    next: 'Disconnect it first.',
  }),
  link_suspended: (_, { product, hub }) => ({
    what: `${hub} does not know the connection with your ${product} company at the moment.`,
    why: `No one can log in through ${hub} until it does.`,
    next: `Log in with your ${product} username and password.`,
  }),
  link_policy_empty: (_, { product }) => ({
    what: 'You chose no role and no person, so no one could link an account. Nothing was changed.',
    next: `Choose at least one role or person of ${product}, or everyone.`,
  }),
  previous_link_closing: ({ organization }, { hub }) => ({
    what: `${hub} has not been told yet that ${some(organization, 'the former organization')} is disconnected.`,
    next: `Try again in a minute, or ask a master of the organization to end it at ${hub} now.`,
  }),
  wrong_organization: ({ organization }, { product }) => ({
    what: `This account belongs to ${some(organization, 'another organization')}.`,
    why: `Your ${product} company is connected to another one.`,
    next: 'Try again with an account of the connected organization.',
  }),
  member_already_linked: ({ account, organization }, { product }) => ({
    what: `${some(account, 'This account')}${organization ? ` in ${organization}` : ''} is already linked to another ${product} user.`,
    why: 'Within a company one account links to one user.',
    next: 'Use another account, or disable the link at the other user first.',
  }),
  user_already_linked: ({ account }, { product, hub }) => ({
    what: `Your ${product} user is already linked to ${some(account, `an account at ${hub}`)}.`,
    next: `Disable Log in with ${hub} in My Settings first.`,
  }),
  user_not_linked: ({ account }, { product, hub }) => ({
    what: `${some(account, `Your ${hub} account`)} is not linked to a user of ${product} yet.`,
    next: `Log in with your ${product} password once, then choose Enable Login with ${hub} in My Settings.`,
  }),
  user_inactive: (_, { product }) => ({
    what: `Your ${product} user is inactive.`,
    next: `Ask your ${product} admin.`,
  }),
  user_barred: (_, { product, hub }) => ({
    what: `This ${product} user cannot log in with ${hub}.`,
    why: 'Client portal users log in with their portal password; for others, the administrator decides.',
    next: `Log in with your ${product} password, or ask your ${product} admin.`,
  }),
  linking_paused: (_, { product, hub }) => ({
    what: `Nothing can be linked to this ${hub} account for now.`,
    why: `Its second factor was reset at ${hub} not long ago.`,
    next: `Try again tomorrow, or use another account. Your ${product} username and password work as before.`,
  }),
  product_refused: (_, { product, hub }) => ({
    what: `${product} could not identify itself to ${hub}. Nothing was changed.`,
    next: 'Tell your administrator.',
  }),
} satisfies Record<NoticeCode, (details: Details, names: Names) => Words>

/** Answers that are no page of the host: to requests that no page of this product makes. */
export const problems = {
  foreign_request: 'This request did not come from a page of this product.',
  not_found: 'There is nothing at this address.',
  method_not_allowed: 'This address does not take that method.',
  clocks_differ: 'The clocks of the hub and of this product differ by more than 60 seconds.',
  logout_token_invalid: 'This is no logout token of the hub for this product, or it was used before.',
  issuer_unknown: 'This product does not log in with that provider.',
} as const

/** What is said of a Security Event Token that is not taken (RFC 8935, section 2.4). */
export const securityEventErrors = {
  invalid_request: 'This is no Security Event Token, or its events are not as their types want them.',
  invalid_key: 'No key of the provider has signed this.',
  invalid_issuer: 'This product takes no events of that issuer.',
  invalid_audience: 'This is not for this product.',
} as const

/** The page of A28 where the host renders none of its own. */
export const choicePage = {
  title: 'Continue as another user?',
  question: (current: string, other: string) => `You are logged in as ${current}. Continue as ${other}?`,
  continue: (other: string) => `Continue as ${other}`,
  keep: (current: string) => `Stay ${current}`,
}
