import { recordAct } from '../../audit/record-act.ts'
import { findEmployee } from '../../employees/find-employee.ts'
import type { UserId } from '../../ids.ts'
import { hasPassword, withoutPassword } from '../../passwords/has-password.ts'
import { mailResetLink } from '../../login/mail-reset-link.ts'
import { provePassword } from '../../passwords/prove-password.ts'
import { readForm } from '../../web/form.ts'
import { outcomeCookie } from '../../web/outcome.ts'
import { seeOther, type Site } from '../../web/site.ts'
import { orShow, type WordedRefusal } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { refusingAsPsa } from '../connect-refusal.ts'
import { toHostSession } from '../host-sessions.ts'
import { isDeclined } from '../proof.ts'
import { settingsPath } from '../settings-path.ts'
import { switchOffPage } from './switch-off-page.ts'

/** Asks before anything is done, with what it touches (A19). */
export async function showSwitchOff(site: Site, visit: EmployeeVisit, refused?: WordedRefusal): Promise<Response> {
  const state = await site.connect.tenantState(visit.tenant.id)
  if (state.state !== 'on' && state.state !== 'suspended') return seeOther(settingsPath(site))
  const { linkedUserIds, sessions } = await site.connect.previewSwitchOff(visit.tenant.id)
  return switchOffPage(site, visit, {
    organization: state.organizationName,
    links: linkedUserIds.length,
    sessions,
    unset: (await withoutPassword(site, linkedUserIds as readonly UserId[])).length,
    provable: await hasPassword(site, visit.employee.id),
    refused,
  })
}

/** Ends the connection here and now, whether or not the hub answers. */
export async function takeSwitchOff(site: Site, visit: EmployeeVisit): Promise<Response> {
  const form = await readForm(visit.request)
  if (isDeclined(form)) return seeOther(settingsPath(site))
  const { employee, tenant, session, source, browser } = visit
  return orShow(
    site,
    visit,
    async () => {
      await provePassword(site, { user: employee.id, password: form.text('password'), source, browser })
      const act = { tenant: tenant.id, actor: employee.id, act: 'sign_on.switched_off', subject: tenant.id } as const
      const { cookies } = await refusingAsPsa(() =>
        site.connect.switchOff(toHostSession(session), async (db, userIds) => {
          await mailWhoNeedsAPassword({ ...site, db }, { by: employee.name, linked: userIds as readonly UserId[] })
          await recordAct({ ...site, db }, act)
        }),
      )
      const outcome = outcomeCookie(site, { text: site.words.signOn.settings.switchedOff })
      return seeOther(settingsPath(site), [...cookies, outcome])
    },
    (refused) => showSwitchOff(site, visit, refused),
  )
}

/** A user who logged in through the hub alone can set a password at once. */
async function mailWhoNeedsAPassword(
  site: Site,
  { by, linked }: { readonly by: string; readonly linked: readonly UserId[] },
): Promise<void> {
  const { switchedOff } = site.words.mails.reset
  for (const user of await withoutPassword(site, linked)) {
    const employee = await findEmployee(site, user)
    if (employee?.deactivated === null) await mailResetLink(site, employee, (name, link) => switchedOff(name, link, by))
  }
}
