import { button, codeInput, field, form, type Html, href, html, sides } from '@lanyard/ui'
import type { Account } from '../../accounts/account.ts'
import { login } from '../../messages/en/login.ts'
import type { UserLinking } from '../../oidc/tenant-link-request.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, supportLink, type Surroundings } from './frame.ts'

const words = login.code

export interface CodeView extends Surroundings {
  readonly account: Account
  readonly product: string
  /** Names the product's user beside the account where the two are about to be linked (A14). */
  readonly linking: UserLinking | null
}

export function codePage(view: CodeView): Html {
  const { uid, account, linking } = view
  return ceremonyPage(view, {
    title: words.title,
    lead: words.lead,
    width: linking === null ? 'form' : 'settings',
    children: html`${linking === null ? html`<p>${words.account(account.username)}</p>` : bothSides(view, linking)}
    ${form({
      action: href(routes.ceremony.code, { uid }),
      children: html`${codeInput({ label: words.code, autofocus: true })}
      ${button({ label: words.submit, kind: 'primary' })}`,
    })}`,
    ways: html`<a href="${href(routes.ceremony.recoveryCode, { uid })}">${words.useRecoveryCode}</a>${supportLink(view.look, words.lostPhone)}`,
  })
}

function bothSides({ look, account, product }: CodeView, { user, tenant }: UserLinking): Html {
  return html`<p>${words.linking}</p>
    ${sides({
      first: { label: words.productUser(product), name: user.name, details: tenant.name },
      second: { label: words.hubAccount(look.brand.name), name: account.name, details: account.username },
    })}`
}

export function recoveryCodePage(view: Surroundings): Html {
  const { uid } = view
  const own = login.recoveryCode
  return ceremonyPage(view, {
    title: own.title,
    lead: own.lead,
    children: form({
      action: href(routes.ceremony.recoveryCode, { uid }),
      children: html`${field({
        name: 'code',
        label: own.code,
        hint: own.hint,
        autocomplete: 'off',
        autocapitalize: 'none',
        maxlength: 40,
        required: true,
        autofocus: true,
      })}
      ${button({ label: own.submit, kind: 'primary' })}`,
    }),
    ways: html`<a href="${href(routes.ceremony.code, { uid })}">${own.useApp}</a>`,
  })
}
