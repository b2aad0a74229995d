import { limitsFor } from '@lanyard/guard'
import { href } from '@lanyard/ui'
import { takeTry } from '../../limits/take-try.ts'
import { changePassword } from '../../login/change-password.ts'
import { mailForgottenLink } from '../../login/mail-reset-link.ts'
import { Refusal } from '../../refusal.ts'
import { readForm } from '../../web/form.ts'
import { outcomeCookie } from '../../web/outcome.ts'
import { routes } from '../../web/routes.ts'
import { seeOther, type Site } from '../../web/site.ts'
import { orShow } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { mySettingsPage } from './my-settings-page.ts'

export const showMySettings = (site: Site, visit: EmployeeVisit) => mySettingsPage(site, visit)

export async function takePasswordChange(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { text } = await readForm(visit.request)
  const { employee, session, source, browser } = visit
  return orShow(
    site,
    visit,
    async () => {
      await changePassword(site, { employee, session, current: text('current'), next: text('next'), source, browser })
      return seeOther(href(routes.mySettings), [outcomeCookie(site, { text: site.words.mySettings.changed })])
    },
    (refused) => mySettingsPage(site, visit, refused),
  )
}

/** Mails the person who is logged in a link to set the own password (A20, A27). */
export async function takePasswordLink(site: Site, visit: EmployeeVisit): Promise<Response> {
  const { employee, source } = visit
  return orShow(
    site,
    visit,
    async () => {
      await takeTry(site, limitsFor('reset', employee.id, source))
      if (!(await mailForgottenLink(site, employee))) throw new Refusal('too_many_attempts', { seconds: 3600 })
      return seeOther(href(routes.mySettings), [outcomeCookie(site, { text: site.words.passwordLinkSent })])
    },
    (refused) => mySettingsPage(site, visit, refused),
  )
}
