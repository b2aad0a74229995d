import { phrases } from '@lanyard/ui'
import type { RefusalCode } from '../../refusal.ts'
import type { RefusalDetails } from '@lanyard/running'
import { called } from './called.ts'
import { credentialRefusals } from './credential-refusals.ts'
import { duration, text, type Wording } from './refusal-details.ts'
import { regions } from './regions.ts'

/** What the hub says for each code. */
export const refusalWords = {
  ...credentialRefusals,
  already_member: ({ account }) => ({
    text: `${text(account, 'This account')} has a place in the organization already.`,
    next: 'Look for it in the list of members.',
  }),
  attempt_cancelled: (_details, hub) => ({
    text: `You cancelled at ${hub}. Nothing was changed.`,
    next: 'Start again whenever you like.',
  }),
  attempt_invalid: () => ({
    text: 'This sign-in was started in another window, or took too long.',
    next: 'Log in again.',
  }),
  audit_filter_invalid: () => ({
    text: 'This list does not have that filter.',
    next: 'Choose a day, a person and an act from the form.',
  }),
  client_invalid: ({ field, why }) => ({
    text: `The registration cannot be taken as it is: ${text(field, 'a field')}${why === undefined ? '' : `: ${text(why, '')}`}.`,
    next: 'Correct it and register again.',
  }),
  client_unknown: () => ({
    text: 'There is no such app any more.',
    next: 'Reload the page to see the current list.',
  }),
  csv_invalid: ({ row, reason }) => ({
    text: `The list cannot be read${row === undefined ? '' : ` in row ${row}`}: ${listFaults.get(String(reason)) ?? 'it is no table of addresses'}.`,
    next: 'Use a table with a column “Email”, or addresses alone, one in each line.',
  }),
  deployment_invalid: ({ deployment, cause, given }) => {
    if (cause === 'module') {
      return {
        text: `There is no module ${text(given, 'of that name')} in the catalogue.`,
        next: 'Add it first: module add ID NAME, with small letters and digits for ID.',
      }
    }
    if (cause === 'region') return { text: `${text(given, 'That')} is not a region.`, next: 'Use us, uk or apac.' }
    if (cause === 'origin') {
      return {
        text: `The address of ${text(deployment, 'it')} cannot be taken: ${text(given, '')}.`,
        next: 'Correct it.',
      }
    }
    return {
      text: `${text(deployment, 'This')} is not a deployment of the suite.`,
      next: 'Ask the operator of the suite to register it.',
    }
  },
  events_gone: () => ({
    text: 'The log of events does not reach back that far.',
    next: 'Ask about every active link and every known member, then go on from the head.',
  }),
  failed: () => ({
    text: 'Your request could not be answered, because of a mistake on this side. Nothing was changed.',
    next: 'Try again. If it happens again, send code and reference to support.',
  }),
  form_invalid: () => ({
    text: 'The form was incomplete or out of date.',
    next: 'Reload the page and fill it in again.',
  }),
  host_unknown: ({ host, issuer }) => ({
    text: `${text(host, 'That name')} is not the address of this site.`,
    next: `Open ${text(issuer, 'the address in its links')} instead.`,
  }),
  invitation_expired: () => ({
    text: 'This invitation was used, replaced or has expired.',
    next: 'Ask for a new one.',
  }),
  invitation_void: () => ({
    text: 'This invitation is no longer valid.',
    next: 'Ask a master of the organization to renew it.',
  }),
  last_master: () => ({
    text: 'An organization needs at least one active master.',
    next: 'Make another member a master first.',
  }),
  link_unknown: () => ({
    text: 'There is no such connection any more.',
    next: 'Reload the page to see the current list.',
  }),
  linking_paused: ({ until }) => ({
    text: `The second factor of this account was reset, so nothing is linked to it ${typeof until === 'number' ? `until ${new Date(until).toISOString()}` : 'for a day'}.`,
    next: 'Wait until then, or use another account.',
  }),
  member_inactive: ({ organization }, hub) => ({
    text: `You are inactive in ${text(organization, 'your organization')}.`,
    next: `Log in to the product with the username and password that you have there, or ask a master of your ${hub} organization to activate you.`,
  }),
  member_unknown: () => ({
    text: 'There is no such member, or the invitation was not accepted yet.',
    next: 'Reload the list of members.',
  }),
  module_url_invalid: ({ url, module }) =>
    url === undefined && module !== undefined
      ? { text: `There is no module ${text(module, '')} in the catalogue.`, next: 'Choose one of the listed ones.' }
      : {
          text: `${text(url, 'That')} is not an address of ${text(module, 'this module')}.`,
          next: 'Choose one of the listed ones.',
        },
  not_a_master: ({ account, organization }) => ({
    text: `Only a master account can ${organization === undefined ? 'do this' : 'connect an organization'}.${account === undefined ? '' : ` You are logged in as ${text(account)}.`}`,
    next: 'Use a master account, or ask a master of your organization.',
  }),
  not_found: () => ({
    text: 'There is no page at this address.',
    next: 'Go to your modules and start from there.',
  }),
  organization_already_linked: ({ organization, module, ...held }) => ({
    text: `${text(organization, 'Your organization')} is already connected to another ${text(module, 'product')} tenant${holder(held)}. One organization connects to one tenant at a time.`,
    next: `Disconnect that one first, in ${text(module, 'the product')} or under Connections in Admin Settings.`,
  }),
  organization_invalid: ({ organization, cause }) => {
    const id = text(organization, 'this id')
    if (cause === 'malformed') {
      return { text: `"${id}" cannot be an id.`, next: 'Use small letters, digits and dashes, such as alder.' }
    }
    if (cause === 'taken') {
      return { text: `There is an organization ${id} already.`, next: 'Choose another id; ids are never given again.' }
    }
    return { text: `There is no organization ${id}.`, next: 'Check the id, or create it: org create ID NAME.' }
  },
  organization_suspended: ({ organization }, hub) => ({
    text: `${text(organization, 'Your organization')} is suspended.`,
    next: `No one can log in through it for now. Log in to your products with their own usernames and passwords, or ask the operator of ${hub}.`,
  }),
  passwords_differ: () => ({
    text: phrases.passwordsDiffer,
    next: phrases.typeTwice,
  }),
  product_refused: (_details, hub) => ({
    text: `The product could not identify itself to ${hub}. Nothing was changed.`,
    next: 'Tell your administrator.',
  }),
  provisioning_refused: (_details, hub) => ({
    text: `${hub} does not know this token, or it has ended. Nothing was changed.`,
    next: 'Ask the operator of the suite for another one.',
  }),
  provisioning_unknown: () => ({
    text: 'The organization has no such provisioning token.',
    next: 'List those that there are.',
  }),
  reason_missing: () => ({
    text: 'A reset needs a reason of 1 to 500 characters.',
    next: 'Say how you know that this person really asked.',
  }),
  request_refused: () => ({
    text: 'This request did not come from a page of this site. Nothing was changed.',
    next: 'Open the page here and try again.',
  }),
  reset_elsewhere: ({ account }) => ({
    text: `${text(account, 'This person')} also belongs to organizations that you do not manage.`,
    next: 'Ask the operator of the suite to reset their second factor.',
  }),
  reset_own: () => ({
    text: 'You cannot reset your own second factor.',
    next: 'Ask another master, or the operator of the suite.',
  }),
  scim_invalid: ({ scimType, field }) => ({
    text: `${scimFaults.get(String(scimType)) ?? 'The request is not as SCIM has it'}${field === undefined ? '' : `: ${field}`}. Nothing was changed.`,
    next: 'Send “active” alone, as true or false, and look people up by userName or id.',
  }),
  scim_unsupported: (_details, hub) => ({
    text: 'People cannot be created here.',
    next: `A master invites people at ${hub}. After they have accepted, a directory can find, deactivate and remove them.`,
  }),
  session_limit_invalid: ({ limit, least, most }) => ({
    text: `That is not a limit that sessions can have${least === undefined ? '' : `: ${limit === 'idle' ? 'a pause' : 'a session'} lasts from ${duration(least)} to ${duration(most)}`}.`,
    next: 'Choose one of the listed limits.',
  }),
  tenant_already_linked: ({ module, organization }) => ({
    text: `This ${text(module, 'product')} tenant is already connected to ${text(organization, 'another organization')}.`,
    next: 'Disconnect it first.',
  }),
  too_large: () => ({
    text: phrases.tooLarge,
    next: 'Shorten it, or choose a smaller file.',
  }),
  unavailable: (_details, name) => ({
    text: `${name} is not available at the moment. Nothing was changed.`,
    next: 'Wait a minute, then try again.',
  }),
  user_link_unknown: () => ({
    text: 'You are not linked there any more.',
    next: 'Reload the page to see where you are linked.',
  }),
  version_unsupported: () => ({
    text: 'This version of tenant linking is not supported.',
    next: 'Install versions of product and hub that support each other.',
  }),
  wrong_organization: ({ organization }) => ({
    text: `Your account belongs to ${text(organization, 'another organization')}. The one that was asked for is another.`,
    next: 'Use an account of that organization.',
  }),
} as const satisfies Record<RefusalCode, Wording>

/** Why a list of people cannot be read. */
const listFaults: ReadonlyMap<string, string> = new Map([
  ['no_email', 'there is no column “Email”, and no address'],
  ['column_twice', 'two columns have the e-mail address or the role'],
  ['no_people', 'it has no people'],
  ['quote', 'a quotation mark is in the wrong place, or is not closed'],
  ['too_long', 'it is longer than an address can be'],
  ['too_many', 'a list has at most 5,000 people'],
])

/** What is wrong with a request of a directory, by its `scimType` (RFC 7644 section 3.12). */
const scimFaults: ReadonlyMap<string, string> = new Map([
  ['invalidFilter', 'People are looked up by userName or id, with “eq” and a text in quotation marks'],
  ['invalidSyntax', 'The body is not what SCIM has for this request'],
  ['invalidValue', 'That is no value for this'],
  ['mutability', 'This is only read here'],
])

function holder({ tenant, tenantId, region, since }: RefusalDetails): string {
  if (tenant === undefined) return ''
  const where = region === 'us' || region === 'uk' || region === 'apac' ? ` in ${regions[region]}` : ''
  const when = typeof since === 'number' ? ` since ${new Date(since).toISOString()}` : ''
  return `: ${called({ id: text(tenantId), name: text(tenant) })}${where}${when}`
}
