import type { Notice } from '@lanyard/connect'
import {
  attributes,
  button,
  buttonRow,
  field,
  form,
  type Html,
  href,
  html,
  linkButton,
  note,
  status,
} from '@lanyard/ui'
import { regionOf } from '../../config.ts'
import { hubNotice, isNotLinked } from '../../sign-on/hub-notice.ts'
import { logOutEverywhere } from '../../sign-on/log-out-everywhere.ts'
import { explainLogin } from '../kept/keep-posted.ts'
import { narrowPage } from '../layout.ts'
import { type Outcome, takeOutcome } from '../outcome.ts'
import { connectRoutes, routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { hintOf, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { Visit } from '../visit.ts'

interface LoginState {
  readonly company?: string
  readonly username?: string
  /** Where the person was headed. */
  readonly next?: string | null
  /** The account that came from the hub, to which no user is linked: a local login leads straight on to linking (A24). */
  readonly unlinked?: string | undefined
  readonly refused?: WordedRefusal
}

export async function loginPage(site: Site, visit: Visit, state: LoginState): Promise<Response> {
  const { words } = site
  const { login } = words
  const { next, refused } = state
  const { notice, cookies } = await site.connect.takeNotice(visit.request, null)
  const left = takeOutcome(site, visit.request)
  const asked = loginForm(site, { ...state, unlinked: state.unlinked ?? accountOf(notice) })
  return narrowPage(site, {
    title: login.title,
    status: refused?.status,
    cookies: [...cookies, ...(left?.cookies ?? [])],
    lead: login.lead(regionOf(site.config.deployment)),
    notices: html`${refusalNotice(site, refused, asked)}${hubNotice(site, notice)}
      ${left?.outcome.text !== undefined && status({ text: left.outcome.text })}
      ${await stillLoggedIn(site, left?.outcome.atHub)}
      ${(await explainLogin(site, visit, next ?? null)).map((sentence) => html`<p>${sentence}</p>`)}`,
    children: html`${asked}
      <div class="form form-stack">${linkButton({ label: words.signOn.logIn, href: href(connectRoutes.signIn, {}, { target: next }) })}</div>`,
    footer: html`<a${attributes({ href: href(routes.forgotPassword) })}>${login.forgot}</a> <a${attributes({ href: href(routes.portalLogin) })}>${login.clientPortal}</a>`,
  })
}

function loginForm(site: Site, { company, username, next, unlinked, refused }: LoginState): Html {
  const { login } = site.words
  return form({
    action: href(routes.login),
    fields: { next: next ?? undefined, unlinked },
    children: html`
      ${field({ name: 'company', label: login.company, value: company, autocomplete: 'organization', autocapitalize: 'none', required: true, autofocus: refused === undefined })}
      ${field({ name: 'username', label: login.username, value: username, autocomplete: 'username', autocapitalize: 'none', required: true })}
      ${field({ name: 'password', label: login.password, type: 'password', error: hintOf(site, refused, 'password'), autocomplete: 'current-password', required: true, autofocus: refused !== undefined })}
      ${buttonRow(button({ label: login.logIn, kind: 'primary' }))}`,
  })
}

function accountOf(notice: Notice | null): string | undefined {
  return notice && isNotLinked(notice) ? (notice.details['account'] ?? '') : undefined
}

/**
 * After a session through the hub the person is still logged in there, and has a second choice (P23). After a local one a
 * person who is linked may be, such as by linking.
 */
async function stillLoggedIn(site: Site, atHub: Outcome['atHub']): Promise<Html | undefined> {
  if (atHub === undefined || !(await site.connect.canLogOutEverywhere())) return undefined
  const { offer, offerLinked } = site.words.signOn.logOut
  return note({ text: atHub === 'surely' ? offer : offerLinked, actions: logOutEverywhere(site) })
}
