import { href } from '@lanyard/ui'
import { recordAct } from '../../audit/record-act.ts'
import { hasPassword } from '../../passwords/has-password.ts'
import { provePassword } from '../../passwords/prove-password.ts'
import { readForm } from '../../web/form.ts'
import { outcomeCookie } from '../../web/outcome.ts'
import { routes } from '../../web/routes.ts'
import { seeOther, type Site } from '../../web/site.ts'
import { orShow, type WordedRefusal } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { refusingAsPsa } from '../connect-refusal.ts'
import { toHostSession } from '../host-sessions.ts'
import { isDeclined } from '../proof.ts'
import { disablePage } from './disable-page.ts'

/** Asks before the link goes (A20). */
export async function showDisable(site: Site, visit: EmployeeVisit, refused?: WordedRefusal): Promise<Response> {
  const link = await site.connect.userState(visit.employee.id)
  if (link.state !== 'linked') return seeOther(href(routes.mySettings))
  return disablePage(site, visit, { link, provable: await hasPassword(site, visit.employee.id), refused })
}

/** Removes the acting employee's link; the session goes on as a local one. */
export async function takeDisable(site: Site, visit: EmployeeVisit): Promise<Response> {
  const form = await readForm(visit.request)
  if (isDeclined(form)) return seeOther(href(routes.mySettings))
  const { employee, session, source, browser } = visit
  return orShow(
    site,
    visit,
    async () => {
      await provePassword(site, { user: employee.id, password: form.text('password'), source, browser })
      const { id, tenant } = employee
      const act = { tenant, actor: id, act: 'sign_on.disabled', subject: id } as const
      const { cookies } = await refusingAsPsa(() =>
        site.connect.unlinkUser(toHostSession(session), (db) => recordAct({ ...site, db }, act)),
      )
      const outcome = outcomeCookie(site, { text: site.words.signOn.mySettings.disabled })
      return seeOther(href(routes.mySettings), [...cookies, outcome])
    },
    (refused) => showDisable(site, visit, refused),
  )
}
