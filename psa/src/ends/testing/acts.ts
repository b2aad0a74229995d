import assert from 'node:assert/strict'
import { asAdmin, PASSWORD, type TestCompany } from '../../../testing/a-company.ts'
import { ORGANIZATION } from '../../../testing/linked.ts'
import { resetToken } from '../../../testing/reset-token.ts'
import { activateEmployee } from '../../employees/activate-employee.ts'
import { deactivateEmployee } from '../../employees/deactivate-employee.ts'
import { deleteEmployee } from '../../employees/delete-employee.ts'
import { makeContact } from '../../employees/make-contact.ts'
import { renameEmployee } from '../../employees/rename-employee.ts'
import { inviteTenant } from '../../invitations/invite-tenant.ts'
import { withdrawInvitation } from '../../invitations/withdraw-invitation.ts'
import { changePassword } from '../../login/change-password.ts'
import { mailResetLink } from '../../login/mail-reset-link.ts'
import { resetPassword } from '../../login/reset-password.ts'
import { readSession } from '../../sessions/read-session.ts'
import type { Cause } from '../ends.ts'
import { NEXT, SID, subjectOf, type World } from './open-world.ts'

interface Act {
  readonly end: (world: World, company: TestCompany) => Promise<unknown>
  /** Gives the right back. */
  readonly giveBack?: (world: World, company: TestCompany) => Promise<unknown>
}

const SWITCH_OFF = '/admin/my-company/company-settings/it-complete/switch-off'

const sessionsEnded = ({ psa, hub, company }: World) => {
  hub.ledger.raiseEpoch(ORGANIZATION.id, subjectOf(company))
  return psa.connect.reconcile()
}

const loggedOut = ({ psa, hub, company }: World) => {
  hub.ledger.endSession(subjectOf(company), SID)
  return psa.connect.reconcile()
}

const letLocalEnd = ({ psa, company }: World) => psa.connect.setLocalSessionPolicy(company.tenant.id, 'end')

/** What each end is, and how the right comes back. */
export const acts: Readonly<Record<Cause, Act>> = {
  deactivated: {
    end: async ({ psa }, { tech, admin }) => deactivateEmployee(psa, { employee: tech, by: await asAdmin(psa, admin) }),
    giveBack: async ({ psa }, { tech, admin }) =>
      activateEmployee(psa, { employee: tech, by: await asAdmin(psa, admin) }),
  },
  made_contact: {
    end: ({ psa }, { tech }) => makeContact(psa, { employee: tech, client: 'Client Ltd', by: 'operator' }),
  },
  deleted: { end: ({ psa }, { tech }) => deleteEmployee(psa, { employee: tech, by: 'operator' }) },
  address_changed: {
    end: ({ psa }, { tech }) => renameEmployee(psa, { employee: tech, email: 'moved@alder.example', by: 'operator' }),
  },
  password_changed: {
    async end({ psa }, { tenant, tech }) {
      const browser = psa.browser()
      await browser.logIn(tenant.company, tech.username)
      const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const session = await readSession(psa, new Request(psa.config.origin, { headers: { cookie } }))
      assert.ok(session)
      const origin = { source: '192.0.2.1' }
      await changePassword(psa, { employee: tech, session, current: PASSWORD, next: NEXT, ...origin })
    },
  },
  password_reset: {
    async end({ psa }, { tech }) {
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      const token = await resetToken(psa)
      await resetPassword(psa, { token, password: NEXT, origin: { source: '192.0.2.1' } })
    },
  },
  withdrawn: {
    end: ({ psa }, { tenant: { company } }) => withdrawInvitation(psa, { company }),
    giveBack: ({ psa }, { tenant: { company } }) => inviteTenant(psa, { company }),
  },
  withdrawn_with_links: {
    end: ({ psa }, { tenant: { company } }) => withdrawInvitation(psa, { company, endLinks: true }),
    giveBack: ({ psa }, { tenant: { company } }) => inviteTenant(psa, { company }),
  },
  switched_off: {
    async end({ psa }) {
      const browser = psa.browser()
      await browser.logIn('alder', 'admin')
      await browser.post(SWITCH_OFF, { password: PASSWORD })
    },
    giveBack: connectAgain,
  },
  hub_disconnected: {
    async end(world) {
      await letLocalEnd(world)
      world.hub.ledger.sever(world.link.linkId)
      await world.psa.connect.reconcile()
    },
    giveBack: connectAgain,
  },
  hub_unlinked: {
    async end(world) {
      const { psa, hub, company, link } = world
      await letLocalEnd(world)
      hub.ledger.unlink({ id: link.linkId, organization: ORGANIZATION.id, state: 'active' }, subjectOf(company))
      await psa.connect.reconcile()
    },
  },
  hub_deactivated: { end: sessionsEnded },
  hub_deactivated_local: { end: async (world) => letLocalEnd(world).then(() => sessionsEnded(world)) },
  hub_logged_out: { end: loggedOut },
  hub_logged_out_local: { end: async (world) => letLocalEnd(world).then(() => loggedOut(world)) },
}

/** The admin connects the company to the same organization, as in a browser. */
async function connectAgain({ psa, hub, company: { tenant, admin } }: World): Promise<void> {
  hub.person = {
    sub: `sub_${admin.id}`,
    organization: ORGANIZATION.id,
    username: 'admin@organization.example',
    email: 'admin@organization.example',
  }
  const browser = psa.browser()
  await browser.logIn('alder', 'admin')
  const begun = await browser.post('/connect/link-tenant')
  const atHub = await fetch(begun.location ?? '', { redirect: 'manual' })
  const { pathname, search } = new URL(atHub.headers.get('location') ?? '')
  await browser.get(pathname + search)
  await psa.connect.reconcile()
  assert.equal((await psa.connect.tenantState(tenant.id)).state, 'on')
}
