import type { LocalUser, Tenant, Tenants, Users } from '@lanyard/connect'
import type { Contact } from '../contacts/contact.ts'
import { findContact } from '../contacts/find-contact.ts'
import type { PsaDb } from '../db/schema.ts'
import type { Employee } from '../employees/employee.ts'
import { findEmployee } from '../employees/find-employee.ts'
import type { TenantId, UserId } from '../ids.ts'
import { findInvitation } from '../invitations/find-invitation.ts'
import type { Invitation } from '../invitations/invitation.ts'
import { sendMail } from '../mail/send-mail.ts'
import { hasPassword } from '../passwords/has-password.ts'
import { mailResetLink } from '../login/mail-reset-link.ts'
import type { Psa } from '../psa.ts'
import { findTenant } from '../tenants/find-tenant.ts'

/** What a ceremony asks about a tenant, read in the ceremony's own transaction. */
export const hostTenants: Tenants<PsaDb> = {
  async find(db, id) {
    const tenant = await findTenant({ db }, id as TenantId)
    return tenant && toConnectTenant(tenant, await findInvitation({ db }, tenant.id))
  },
}

/** What a ceremony asks about a person, whose row stays as it is until the ceremony's commit; and what it tells them. */
export function hostUsers(psa: Pick<Psa, 'config' | 'now' | 'links' | 'words'>): Users<PsaDb> {
  return {
    async find(db, id) {
      const person = (await findEmployee({ db }, id as UserId)) ?? (await findContact({ db }, id as UserId))
      return person && toLocalUser(person, await hasPassword({ db }, person.id))
    },
    // A user who logged in through the hub alone can set a password at once; the others are told (T46).
    async tellUnlinked(db, id) {
      const host = { ...psa, db }
      const employee = await findEmployee(host, id as UserId)
      if (employee?.deactivated !== null) return
      if (!(await hasPassword(host, employee.id))) await mailResetLink(host, employee, host.words.mails.reset.unlinked)
      else await sendMail(host, { to: employee.email, ...host.words.mails.unlinkedAtHub(employee.name) })
    },
  }
}

function toConnectTenant({ id, name }: { id: string; name: string }, invitation: Invitation): Tenant {
  return { id, name, feature: featureOf(invitation) }
}

function featureOf(invitation: Invitation): Tenant['feature'] {
  if (invitation.state === 'invited') return 'on'
  return invitation.state === 'withdrawn' && invitation.links === 'kept' ? 'no_new_links' : 'off'
}

function toLocalUser(person: Employee | Contact, password: boolean): LocalUser {
  const base = {
    id: person.id,
    tenantId: person.tenant,
    fullName: person.name,
    active: person.deactivated === null,
    localLogin: password ? 'usable' : 'unset',
  } as const
  if (person.class === 'contact') return { ...base, name: person.name, class: 'contact', admin: false, role: 'contact' }
  return { ...base, name: person.username, class: 'employee', admin: person.role === 'admin', role: person.role }
}
