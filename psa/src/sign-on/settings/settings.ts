import type { LinkPolicy } from '@lanyard/connect'
import { permit } from '../../employees/permit.ts'
import { recordAct } from '../../audit/record-act.ts'
import type { PsaDb } from '../../db/schema.ts'
import { isActive, isRole } from '../../employees/employee.ts'
import { listEmployees } from '../../employees/list-employees.ts'
import { requestInvitation } from '../../invitations/request-invitation.ts'
import { Refusal } from '../../refusal.ts'
import { type Form, readForm } from '../../web/form.ts'
import { outcomeCookie } from '../../web/outcome.ts'
import { askForProof } from '../../web/prove/ask-for-proof.ts'
import { seeOther, type Site } from '../../web/site.ts'
import { orShow, type WordedRefusal } from '../../web/worded-refusal.ts'
import { type EmployeeVisit, personOf } from '../../web/visit.ts'
import { refusingAsPsa } from '../connect-refusal.ts'
import { settingsPath } from '../settings-path.ts'
import { requestChannel } from './connection.ts'
import { settingsPage } from './settings-page.ts'

export const showSettings = (site: Site, visit: EmployeeVisit) => settingsPage(site, visit)

/** Keeps the request for an invitation, for the operator (A3). */
export async function takeRequest(site: Site, visit: EmployeeVisit): Promise<Response> {
  await requestInvitation(site, { tenant: visit.tenant.id, by: personOf(visit) })
  const text = site.words.signOn.settings.requestedNow[requestChannel(site)]
  return seeOther(settingsPath(site), [outcomeCookie(site, { text })])
}

/** Decides who may link from now on (A14). */
export async function takePolicy(site: Site, visit: EmployeeVisit): Promise<Response> {
  const act = 'link_policy.changed'
  const asked = await askForProof(site, visit, act)
  if (asked !== null) return asked
  const form = await readForm(visit.request, ['role', 'user'])
  return orShow(
    site,
    visit,
    async () => {
      const { id: tenant } = visit.tenant
      const policy = await readPolicy(site, visit, form)
      const alongside = permitting(site, visit, act)
      await refusingAsPsa(() => site.connect.setLinkPolicy(tenant, policy, visit.employee.id, alongside))
      return seeOther(settingsPath(site), [outcomeCookie(site, { text: site.words.signOn.whoMayLink.saved })])
    },
    (refused) => settingsPage(site, visit, refused, emptyChoice(refused, form)),
  )
}

/** The choice that a person made without choosing any of its parts, so that the form shows it again. */
function emptyChoice({ code }: WordedRefusal, form: Form): 'roles' | 'users' | undefined {
  if (code !== 'link_policy_empty') return undefined
  return form.text('kind') === 'roles' ? 'roles' : 'users'
}

/** Decides whether local sessions of linked people end when the hub ends theirs, from now on. */
export async function takeLocalSessions(site: Site, visit: EmployeeVisit): Promise<Response> {
  const act = 'local_sessions.changed'
  const asked = await askForProof(site, visit, act)
  if (asked !== null) return asked
  const form = await readForm(visit.request)
  return orShow(
    site,
    visit,
    async () => {
      const policy = form.text('end') === '1' ? 'end' : 'stay'
      const alongside = permitting(site, visit, act)
      await site.connect.setLocalSessionPolicy(visit.tenant.id, policy, visit.employee.id, alongside)
      return seeOther(settingsPath(site), [outcomeCookie(site, { text: site.words.signOn.localSessions.applied })])
    },
    (refused) => settingsPage(site, visit, refused),
  )
}

/** In the commit of the kit: the admin may do it until then, and it is written down with it. */
function permitting(site: Site, visit: EmployeeVisit, act: 'link_policy.changed' | 'local_sessions.changed') {
  return async (db: PsaDb): Promise<void> => {
    const { id: tenant } = visit.tenant
    const may = await permit({ ...site, db }, act, personOf(visit), tenant)
    await recordAct({ ...site, db }, { tenant, ...may, subject: tenant })
  }
}

async function readPolicy(site: Site, { tenant }: EmployeeVisit, form: Form): Promise<LinkPolicy> {
  const kind = form.text('kind')
  if (kind === 'everyone') return { kind }
  if (kind === 'roles') return { kind, roles: form.all('role').filter(isRole) }
  if (kind !== 'users') throw new Refusal('form_invalid')
  const chosen = new Set(form.all('user'))
  const employees = (await listEmployees(site, tenant.id)).filter(isActive)
  return { kind, users: employees.map(({ id }) => id).filter((id) => chosen.has(id)) }
}
