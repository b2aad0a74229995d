import { button, buttonRow, field, form, href, html, mailLink, status } from '@lanyard/ui'
import { requestContactReset, requestEmployeeReset } from '../../login/request-password-reset.ts'
import { readForm } from '../form.ts'
import { narrowPage } from '../layout.ts'
import { outcomeCookie, takeOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { Visit } from '../visit.ts'

interface Audience {
  readonly page: typeof routes.forgotPassword | typeof routes.portalForgotPassword
  readonly login: typeof routes.login | typeof routes.portalLogin
  /** The box that names the person, beside the company. */
  readonly box: 'username' | 'email'
  readonly request: (
    site: Site,
    named: { company: string; username: string; email: string; source: string },
  ) => Promise<void>
}

const employees: Audience = {
  page: routes.forgotPassword,
  login: routes.login,
  box: 'username',
  request: requestEmployeeReset,
}

const contacts: Audience = {
  page: routes.portalForgotPassword,
  login: routes.portalLogin,
  box: 'email',
  request: requestContactReset,
}

export const showForgotPassword = (site: Site, visit: Visit) => forgotPasswordPage(site, visit, employees)
export const takeForgotPassword = (site: Site, visit: Visit) => take(site, visit, employees)
export const showPortalForgotPassword = (site: Site, visit: Visit) => forgotPasswordPage(site, visit, contacts)
export const takePortalForgotPassword = (site: Site, visit: Visit) => take(site, visit, contacts)

async function take(site: Site, visit: Visit, audience: Audience): Promise<Response> {
  const { text } = await readForm(visit.request)
  const named = { company: text('company'), username: text('username'), email: text('email'), source: visit.source }
  return orShow(
    site,
    visit,
    async () => {
      await audience.request(site, named)
      return seeOther(href(audience.page), [outcomeCookie(site, { text: site.words.forgotPassword.sent })])
    },
    (refused) => forgotPasswordPage(site, visit, audience, refused),
  )
}

/**
 * One answer for every caller, whether or not there is such a user (T29). It says who can help, and names none of them: no
 * one has shown here who they are (FS9).
 */
function forgotPasswordPage(site: Site, visit: Visit, audience: Audience, refused?: WordedRefusal): Response {
  const { forgotPassword, login, portal } = site.words
  const left = takeOutcome(site, visit.request)
  const boxes = {
    username: field({
      name: 'username',
      label: login.username,
      autocomplete: 'username',
      autocapitalize: 'none',
      required: true,
    }),
    email: field({ name: 'email', label: portal.email, type: 'email', autocomplete: 'username', required: true }),
  }
  return narrowPage(site, {
    title: forgotPassword.title,
    status: refused?.status,
    cookies: left?.cookies,
    lead: forgotPassword.lead,
    notices: html`${refusalNotice(site, refused)}${left?.outcome.text !== undefined && status({ text: left.outcome.text })}`,
    children: html`${form({
      action: href(audience.page),
      children: html`
        ${field({ name: 'company', label: login.company, autocomplete: 'organization', autocapitalize: 'none', required: true, autofocus: true })}
        ${boxes[audience.box]}
        ${buttonRow(button({ label: forgotPassword.submit, kind: 'primary' }))}`,
    })}
      <p>${forgotPassword.noMail[audience.box]}</p>`,
    footer: [
      html`<a href="${href(audience.login)}">${forgotPassword.back}</a>`,
      site.brand.supportAddress !== undefined && mailLink(site.brand.supportAddress, forgotPassword.noMailbox),
    ],
  })
}
