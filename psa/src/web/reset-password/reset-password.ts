import { href } from '@lanyard/ui'
import { findResetPerson, resetPassword } from '../../login/reset-password.ts'
import { Refusal } from '../../refusal.ts'
import { readForm } from '../form.ts'
import { outcomeCookie } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal } from '../worded-refusal.ts'
import { param, type Visit } from '../visit.ts'
import { resetPasswordPage, usedPage } from './reset-password-page.ts'
import { isUsedHere, usedLinkCookie } from './used-here.ts'

/** Shows the form where the link still works; looking at it does not use it up. */
export async function showResetPassword(site: Site, visit: Visit, refused?: WordedRefusal): Promise<Response> {
  const token = param(visit, 'token')
  if (isUsedHere(site, visit.request, token)) return usedPage(site)
  const person = await findResetPerson(site, token)
  if (!person) throw new Refusal('reset_link_invalid')
  return resetPasswordPage(site, { token, person, link: await site.connect.userState(person.id), refused })
}

export async function takeResetPassword(site: Site, visit: Visit): Promise<Response> {
  const token = param(visit, 'token')
  if (isUsedHere(site, visit.request, token)) return seeOther(visit.url.pathname)
  const { text } = await readForm(visit.request)
  return orShow(
    site,
    visit,
    async () => {
      if (text('password') !== text('repeat')) throw new Refusal('passwords_differ')
      const forgetLink = text('link') === 'forget'
      const person = await resetPassword(site, { token, password: text('password'), forgetLink, origin: visit })
      const login = person.class === 'contact' ? routes.portalLogin : routes.login
      return seeOther(href(login), [
        outcomeCookie(site, { text: site.words.login.passwordSet }),
        usedLinkCookie(site, visit.request, token),
      ])
    },
    (refused) => showResetPassword(site, visit, refused),
  )
}
