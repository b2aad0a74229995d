import { button, descriptions, form, type Html, href, html, isolate, sentence } from '@lanyard/ui'
import type { Account } from '../../people/accounts/account.ts'
import { called } from '../../messages/en/called.ts'
import { login } from '../../messages/en/login.ts'
import { routes } from '../routes.ts'
import type { Purpose } from './ceremony.ts'
import { bothSides } from './code-page.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'

const words = login.account

export interface AccountView extends CeremonyFrame {
  readonly account: Account
  readonly product: string
  readonly purpose: Purpose
}

/** Names the account of a passkey, and what is about to be linked to it (A14). */
export function accountPage(view: AccountView): Html {
  const { uid, look, purpose } = view
  return ceremonyPage(view, {
    title: words.title,
    lead: words.lead(look.brand.name),
    width: purpose.kind === 'link_user' ? 'settings' : 'form',
    children: html`${named(view)}
    ${form({
      action: href(routes.ceremony.account, { uid }),
      children: button({ label: words.submit, kind: 'primary' }),
    })}`,
  })
}

function named(view: AccountView): Html {
  const { account, product, purpose, look } = view
  if (purpose.kind === 'link_user') return bothSides({ ...view, linking: purpose.linking })
  const connecting =
    purpose.kind === 'link_tenant' &&
    words.connecting(isolate(called(purpose.request.tenant)), product, look.brand.name)
  return html`${connecting !== false && html`<p>${sentence(connecting)}</p>`}
  ${descriptions([{ term: login.code.hubAccount(look.brand.name), details: html`${account.name}<br /><small>${account.username}</small>` }])}`
}
