import { button, codeInput, field, form, type Html, href, html, sides } from '@lanyard/ui'
import type { Account } from '../../people/accounts/account.ts'
import { called } from '../../messages/en/called.ts'
import { login } from '../../messages/en/login.ts'
import type { UserLinking } from '../../oidc/tenant-link-request.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, passkeyButton, type CeremonyFrame } from './frame.ts'

const words = login.code

export interface CodeView extends CeremonyFrame {
  readonly account: Account
  readonly product: string
  /** Names the product's user beside the account where the two are about to be linked (A14). */
  readonly linking: UserLinking | null
  /** What the account has: an authenticator app, a passkey, or both. */
  readonly hasApp: boolean
  readonly hasPasskey: boolean
}

export function titleOf({ hasApp }: Pick<CodeView, 'hasApp'>): string {
  return hasApp ? words.title : words.passkeyTitle
}

export function codePage(view: CodeView): Html {
  const { uid, account, linking, hasApp, hasPasskey } = view
  return ceremonyPage(view, {
    title: titleOf(view),
    lead: hasApp && words.lead,
    width: linking === null ? 'form' : 'settings',
    children: [
      linking === null ? html`<p>${words.account(account.username)}</p>` : bothSides({ ...view, linking }),
      hasApp && codeForm(view),
      hasPasskey &&
        passkeyButton(view, { label: words.usePasskey, isOnly: !hasApp, otherwise: hasApp ? null : words.needsScript }),
    ],
    ways: html`<a href="${href(routes.ceremony.recoveryCode, { uid })}">${words.useRecoveryCode}</a>${lostPhoneLink(uid)}`,
  })
}

function lostPhoneLink(uid: string): Html {
  return html`<a href="${href(routes.ceremony.lostFactor, { uid })}">${words.lostPhone}</a>`
}

function codeForm({ look, uid, refusal }: CeremonyFrame): Html {
  return form({
    action: href(routes.ceremony.code, { uid }),
    children: html`${codeInput({ label: words.code, error: hintsOf(look, refusal)('code'), autofocus: true })}
    ${button({ label: words.submit, kind: 'primary' })}`,
  })
}

/** The product's user, and the account that it is about to be linked to. */
export function bothSides({
  look,
  account,
  product,
  linking: { user, tenant },
}: Pick<CodeView, 'look' | 'account' | 'product'> & { readonly linking: UserLinking }): Html {
  return html`<p>${words.linking}</p>
    ${sides({
      first: { label: words.productUser(product), name: called(user), details: called(tenant) },
      second: { label: words.hubAccount(look.brand.name), name: account.name, details: account.username },
    })}`
}

export function recoveryCodePage(view: CeremonyFrame & Pick<CodeView, 'hasApp'>): Html {
  const { look, uid, hasApp, refusal } = view
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
        error: hintsOf(look, refusal)('code'),
        autocomplete: 'off',
        autocapitalize: 'none',
        maxlength: 40,
        required: true,
        autofocus: true,
      })}
      ${button({ label: own.submit, kind: 'primary' })}`,
    }),
    ways: html`<a href="${href(routes.ceremony.code, { uid })}">${hasApp ? own.useApp : own.usePasskey}</a>${lostPhoneLink(uid)}`,
  })
}
