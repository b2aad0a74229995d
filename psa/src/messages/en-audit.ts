import { auditWords } from '@lanyard/ui'
import type { ActName } from '../acts/rules.ts'
import type { Names } from './names.ts'

export function auditInEnglish({ product, hub }: Names) {
  const own = {
    'client.created': 'Client added',
    'contact.created': 'Contact added',
    'employee.activated': 'Employee activated',
    'employee.created': 'Employee added',
    'employee.deactivated': 'Employee deactivated',
    'employee.deleted': 'Employee deleted',
    'employee.made_contact': 'Employee made a contact',
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
  const ofTheKit = {
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
  }
  return {
    ...auditWords(product),
    title: 'Audit',
    about: 'Who did what in your company.',
    lead: `What people did in your company, and what ${product} and ${hub} did for it. Entries are never changed; a few seconds after an act they are sealed, so that a change would show.`,
    operator: 'Operator',
    nobody: product,
    /** Acts by their names in the tables; one that is not here is shown by its name. */
    acts: { ...own, ...ofTheKit } as Readonly<Record<string, string>>,
  }
}
