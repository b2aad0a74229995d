import { localPath } from '@lanyard/guard'
import { button, buttonRow, field, form, href, html, status } from '@lanyard/ui'
import { logInContact } from '../../login/log-in.ts'
import { readForm } from '../form.ts'
import { whoIs } from '../guards.ts'
import { explainLogin } from '../kept/keep-posted.ts'
import { narrowPage } from '../layout.ts'
import { takeOutcome } from '../outcome.ts'
import { routes } from '../routes.ts'
import { seeOther, type Site } from '../site.ts'
import { hintOf, orShow, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { Visit } from '../visit.ts'

interface State {
  /** Where the person was headed. */
  readonly next?: string | null
  readonly company?: string
  readonly email?: string
  readonly refused?: WordedRefusal
}

/** Login of contacts. Nothing here leads to the hub (A21). */
export async function showPortalLogin(site: Site, visit: Visit, state: State = {}): Promise<Response> {
  const { company, email, refused, next = readNext(site, visit.url.searchParams.get('next')) } = state
  const why = await explainLogin(site, visit, next)
  const { login, portal } = site.words
  const left = takeOutcome(site, visit.request)
  const asked = form({
    action: href(routes.portalLogin),
    fields: { next: next ?? undefined },
    children: html`
      ${field({ name: 'company', label: login.company, value: company, autocomplete: 'organization', autocapitalize: 'none', required: true, autofocus: refused === undefined })}
      ${field({ name: 'email', label: portal.email, type: 'email', value: email, autocomplete: 'username', required: true })}
      ${field({ name: 'password', label: login.password, type: 'password', error: hintOf(site, refused, 'password'), autocomplete: 'current-password', required: true })}
      ${buttonRow(button({ label: login.logIn, kind: 'primary' }))}`,
  })
  return narrowPage(site, {
    title: portal.loginTitle,
    status: refused?.status,
    lead: portal.loginLead,
    cookies: left?.cookies,
    notices: html`${refusalNotice(site, refused, asked)}${left?.outcome.text !== undefined && status({ text: left.outcome.text })}${why.map((sentence) => html`<p>${sentence}</p>`)}`,
    children: asked,
    footer: html`<a href="${href(routes.portalForgotPassword)}">${login.forgot}</a> <a href="${href(routes.login)}">${portal.employees}</a>`,
  })
}

export async function takePortalLogin(site: Site, visit: Visit): Promise<Response> {
  const form = await readForm(visit.request)
  const typed = { company: form.text('company'), email: form.text('email') }
  const next = readNext(site, form.text('next'))
  return orShow(
    site,
    visit,
    async () => {
      const replaces = (await whoIs(site, visit))?.visit.session.id ?? null
      const { source, browser } = visit
      const input = { ...typed, password: form.text('password'), source, browser, replaces }
      return seeOther(next ?? href(routes.portal), await logInContact(site, input))
    },
    (refused) => showPortalLogin(site, visit, { ...typed, next, refused: wordForContacts(site, refused) }),
  )
}

/** A page of the portal and nothing else (T17). */
function readNext({ config }: Site, text: string | null): string | null {
  const path = localPath(config.origin, text)
  return path?.startsWith(`${routes.portal}/`) === true ? path : null
}

/** Contacts have no username: the one message names what they typed. */
function wordForContacts({ words }: Site, refused: WordedRefusal): WordedRefusal {
  return refused.code === 'credentials_invalid' ? { ...refused, text: words.portal.credentials } : refused
}
