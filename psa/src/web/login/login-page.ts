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
import { narrowPage } from '../layout.ts'
import { connectRoutes, routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { type Told, toldAlert } from '../telling.ts'

interface LoginState {
  readonly company?: string
  readonly username?: string
  /** Where the person was headed. */
  readonly next?: string | null
  /** Id of what the hub's ceremony had to say. */
  readonly notice?: string | null
  readonly done?: string | null
  readonly told?: Told
}

export async function loginPage(site: Site, state: LoginState): Promise<Response> {
  const { words } = site
  const { login } = words
  const { company, username, next, told } = state
  const notice = await site.connect.findNotice(state.notice, null)
  const done = wordsOf(site, state.done)
  return narrowPage(site, {
    title: login.title,
    status: told?.status,
    lead: login.lead(regionOf(site.config.deployment)),
    notices: html`${toldAlert(site, told) ?? hubNotice(site, notice)}${!told && done && status({ text: done })}
      ${state.done === 'logged-out-here' && (await stillLoggedIn(site))}`,
    children: html`${form({
      action: href(routes.login),
      fields: {
        next: next ?? undefined,
        notice: notice && isNotLinked(notice) ? (state.notice ?? undefined) : undefined,
      },
      children: html`
        ${field({ name: 'company', label: login.company, value: company, autocomplete: 'organization', autocapitalize: 'none', required: true, autofocus: told === undefined })}
        ${field({ name: 'username', label: login.username, value: username, autocomplete: 'username', autocapitalize: 'none', required: true })}
        ${field({ name: 'password', label: login.password, type: 'password', autocomplete: 'current-password', required: true, autofocus: told !== undefined })}
        ${buttonRow(button({ label: login.logIn, kind: 'primary' }))}`,
    })}
      <div class="form form-stack">${linkButton({ label: words.signOn.logIn, href: href(connectRoutes.signIn, {}, { target: next }) })}</div>`,
    footer: html`<a${attributes({ href: href(routes.forgotPassword) })}>${login.forgot}</a> <a${attributes({ href: href(routes.portalLogin) })}>${login.clientPortal}</a>`,
  })
}

function wordsOf({ words: { login, signOn } }: Site, done: string | null | undefined): string | undefined {
  if (done === 'logged-out') return login.loggedOut
  if (done === 'logged-out-here') return signOn.logOut.here
  return done === 'password-set' ? login.passwordSet : undefined
}

/** Who logged out of a session through the hub is still logged in there, and has a second choice (P23). */
async function stillLoggedIn(site: Site): Promise<Html | undefined> {
  if (!(await site.connect.canLogOutEverywhere())) return undefined
  return note({ text: site.words.signOn.logOut.offer, actions: logOutEverywhere(site) })
}
