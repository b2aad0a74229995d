import { sql } from 'kysely'
import { asAdmin, PASSWORD } from '../../../testing/a-company.ts'
import { leaveSuccess, openWithNotice } from '../../../testing/notices.ts'
import { resetToken } from '../../../testing/reset-token.ts'
import { findInvitationRequest } from '../../invitation-requests/invitation-requests.ts'
import { requestInvitation } from '../../invitations/request-invitation.ts'
import { mailResetLink } from '../../login/mail-reset-link.ts'
import { findResetPerson } from '../../login/reset-password.ts'
import { Refusal } from '../../refusal.ts'
import { logIn, logInContact } from '../../login/log-in.ts'
import type { Credential } from '../ends.ts'
import { NEXT, SID, type World } from './open-world.ts'

/** How each credential is tried. They are got here, before the act. */
export async function hold(world: World): Promise<Readonly<Record<Credential, () => Promise<boolean>>>> {
  const { psa, company, link, uninvited, connecting } = world
  const { tech, admin, tenant } = company
  const [local, through] = [psa.browser(), await link.logInThroughHub(tech, null, SID)]
  await local.logIn('alder', 'tech')
  await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
  const token = await resetToken(psa)
  const notice = await leaveSuccess(psa, 'user_linked', tech)
  const asker = uninvited?.tech ?? admin
  await requestInvitation(psa, { tenant: asker.tenant, by: await asAdmin(psa, asker) })
  const who = { company: 'alder', password: PASSWORD, replaces: null, source: '192.0.2.1' }
  return {
    local_session: async () => (await local.get('/')).status === 200,
    hub_session: async () => (await through.get('/')).status === 200,
    password: async () =>
      (await isDone(logIn(psa, { ...who, username: 'tech' }))) ||
      (await isDone(logInContact(psa, { ...who, email: tech.email }))),
    mailed_link: async () => (await findResetPerson(psa, token)) !== null,
    user_link: async () => (await psa.connect.linkedUsers(tenant.id)).has(tech.id),
    connecting: async () =>
      connecting !== null && (await psa.connect.tenantState(connecting.tenant.id)).state === 'connecting',
    invitation_request: async () => (await findInvitationRequest(psa, asker.tenant)) !== null,
    hub_notice: async () => {
      const later = psa.browser()
      await later.logIn('alder', 'tech')
      await later.logIn('alder', 'tech', NEXT)
      return (await openWithNotice(psa, later, '/my-settings', notice)).messages().length > 0
    },
    known_browser: async () => {
      const known = sql`select 1 from guard_browsers where account = ${tech.id}`
      return (await known.execute(psa.db)).rows.length > 0
    },
  }
}

async function isDone(act: Promise<unknown>): Promise<boolean> {
  try {
    await act
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}
