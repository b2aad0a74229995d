import type { AuditAction as KitAct } from '@lanyard/connect/kysely'
import { auditWords } from '@lanyard/ui'
import type { ActName } from '../acts/rules.ts'
import type { Names } from './names.ts'

/** Why an end came, as the kit has it written down. */
function reasonsInEnglish({ product, hub }: Names) {
  return {
    account_disabled: `the account was disabled at ${hub}`,
    approver_not_master: `the person who approved it at ${hub} is no longer a master`,
    cancelled: 'connecting was cancelled',
    deactivated: `deactivated at ${hub}, or no longer a member there`,
    ended_by_product: `switched off in ${product}`,
    invitation_withdrawn: 'the invitation was withdrawn',
    issuer_renamed: `${hub} has another address, and knows a later connection`,
    lapsed: 'not confirmed in time',
    let_go: `no longer an employee who works in ${product}`,
    logged_out: `logged out at ${hub}`,
    reactivated: `activated again at ${hub}`,
    removed_at_hub: `removed from the organization at ${hub}`,
    sessions_ended: `sessions ended at ${hub}`,
    sessions_revoked: `sessions ended at ${hub}`,
    severed: `disconnected at ${hub}`,
    superseded: 'a newer attempt took its place',
    switched_off: `switched off in ${product}`,
    tenant_deleted: 'the company was deleted',
    unknown: `${hub} does not know the connection`,
    unlinked: `unlinked at ${hub}`,
    unlinked_at_hub: `unlinked at ${hub}`,
    // Codes of refusals.
    assurance_too_low: `the login at ${hub} was not fresh enough`,
    attempt_invalid: 'the attempt was used, or was too old',
    not_an_admin: `the person was no longer an admin of ${product}`,
    not_invited: 'the company was not invited',
    organization_already_linked: 'the organization is connected to another company',
    previous_link_closing: 'the connection before was still ending',
    tenant_already_linked: 'the company was connected already',
  } as Readonly<Record<string, string>>
}

export function auditInEnglish(names: Names) {
  const { product, hub } = names
  const own = {
    'client.created': 'Client added',
    'contact.created': 'Contact added',
    'employee.activated': 'Employee activated',
    'employee.created': 'Employee added',
    'employee.deactivated': 'Employee deactivated',
    'employee.deleted': 'Employee deleted',
    'employee.made_contact': 'Employee made a contact',
    'employee.names_erased': 'Names of a person erased from the audit',
    'employee.renamed': 'Employee renamed',
    'invitation.given': `Invited to ${hub}`,
    'invitation.requested': `Invitation to ${hub} requested`,
    'invitation.withdrawn': `Invitation to ${hub} withdrawn`,
    'link_policy.changed': 'Who may link changed',
    'local_sessions.changed': `What becomes of ${product} sessions changed`,
    'password.changed': 'Password changed',
    'password.reset': 'Password set by a mailed link',
    'sign_on.disabled': `Log in with ${hub} disabled for oneself`,
    'sign_on.switched_off': `Log in with ${hub} switched off`,
    'tenant.created': 'Company added',
    'tenant.renamed': 'Company renamed',
  } satisfies Record<ActName, string>
  const reasons = reasonsInEnglish(names)
  const asReason = (value: string) => reasons[value] ?? 'another reason'
  const ofTheKit = {
    events_lost: `News from ${hub} missed; sessions ended to be safe`,
    link_policy_set: 'Who may link set',
    local_session_policy_set: `What becomes of ${product} sessions set`,
    local_sessions_ended: `${product} sessions ended with those at ${hub}`,
    logged_out_at_hub: `Logged out at ${hub}`,
    sessions_ended: `Sessions ended by ${hub}`,
    signed_in: `Logged in through ${hub}`,
    tenant_link_active: `Connected to ${hub}`,
    tenant_link_suspended: `Connection not known to ${hub}`,
    tenant_link_resumed: `Connection known to ${hub} again`,
    tenant_link_ended: `Connection to ${hub} ended`,
    tenant_link_pending: `Connecting to ${hub}`,
    tenant_link_refused: `Connection refused by ${hub}`,
    user_link_displaced: 'Link of an employee replaced',
    user_link_restored: 'Link of an employee restored',
    user_linked: `Employee linked to ${hub}`,
    user_unlinked: `Employee unlinked from ${hub}`,
  } satisfies Record<KitAct, string>
  return {
    ...auditWords(product),
    title: 'Audit',
    about: 'Who did what in your company.',
    lead: `What people did in your company, and what ${product} and ${hub} did for it. Entries are never changed; a few seconds after an act they are sealed, so that a change would show.`,
    operator: 'Operator',
    product,
    hub,
    someone: 'A person',
    company: (name: string) => `${product} company ${name}`,
    organization: (name: string) => `${name} at ${hub}`,
    someOrganization: `An organization at ${hub}`,
    otherAct: 'Something that this version has no words for',
    /** Acts by their names in the tables. */
    acts: { ...own, ...ofTheKit } as Readonly<Record<string, string>>,
    account: (name: string) => `account at ${hub}: ${name}`,
    detail: (name: string, value: string) => `${name}: ${value}`,
    /** Facts that are shown; the others are for programs. */
    details: {
      sessionsEnded: 'sessions ended',
      localSessionsEnded: 'local sessions ended',
      suspended: 'links paused',
      reason: 'reason',
      cause: 'reason',
      code: 'reason',
      kind: 'who may link',
      policy: `sessions of ${product}`,
    } as Readonly<Record<string, string>>,
    /** Values of facts that are no words. */
    values: {
      reason: asReason,
      cause: asReason,
      code: asReason,
      kind: (value: string) =>
        ({ everyone: 'everyone', roles: 'chosen roles', users: 'chosen people' })[value] ?? 'others',
      policy: (value: string) => (value === 'end' ? `end with those at ${hub}` : 'stay'),
    } as Readonly<Record<string, (value: string) => string>>,
  }
}
