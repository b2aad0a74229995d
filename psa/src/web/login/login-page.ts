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
      ${await stillLoggedIn(site, state.done)}`,
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
  if (done === 'logged-out-here' || done === 'logged-out-linked') return signOn.logOut.here
  return done === 'password-set' ? login.passwordSet : undefined
}

/**
 * After a session through the hub the person is still logged in there, and has a second choice (P23). After a local one a
 * person who is linked may be, such as by linking.
 */
async function stillLoggedIn(site: Site, done: string | null | undefined): Promise<Html | undefined> {
  if (done !== 'logged-out-here' && done !== 'logged-out-linked') return undefined
  if (!(await site.connect.canLogOutEverywhere())) return undefined
  const { offer, offerLinked } = site.words.signOn.logOut
  return note({ text: done === 'logged-out-here' ? offer : offerLinked, actions: logOutEverywhere(site) })
}
