import { button, field, form, type Html, href, html, isolate, sentence, status } from '@lanyard/ui'
import { called } from '../../messages/en/called.ts'
import { login } from '../../messages/en/login.ts'
import { passwords } from '../../messages/en/passwords.ts'
import { hintsOf } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import type { TooOldSession, Purpose } from './ceremony.ts'
import { ceremonyPage, passkeyButton, supportLink, type CeremonyFrame } from './frame.ts'

const words = login.password

export interface PasswordView extends CeremonyFrame {
  readonly purpose: Purpose
  readonly product: string
  readonly username: string
  readonly outlived: TooOldSession | null
  /** Why the person is asked, in sentences. */
  readonly why: readonly string[]
  readonly done: string | undefined
}

export function passwordPage(view: PasswordView): Html {
  const { look, purpose, outlived, why, done } = view
  return ceremonyPage(view, {
    title: words.title,
    lead: sentence(leadFor(view)),
    children: [
      done !== undefined && status({ text: done }),
      outlived !== null && html`<p>${words.outlived(outlived.organization)}</p>`,
      why.map((sentence) => html`<p>${sentence}</p>`),
      passwordForm(view),
      passkeyButton(view, { label: words.usePasskey }),
    ],
    ways: [
      outlived?.elsewhere === true &&
        purpose.kind === 'hub' &&
        html`<a href="${href(routes.organization)}">${words.otherOrganization}</a>`,
      html`<a href="${href(routes.forgotPassword)}">${passwords.forgotten}</a>`,
      supportLink(look, login.trouble),
    ],
  })
}

function passwordForm({ look, uid, username, refusal }: PasswordView): Html {
  return form({
    action: href(routes.ceremony.password, { uid }),
    children: html`${field({
      name: 'username',
      label: words.username,
      value: username,
      autocomplete: 'username',
      autocapitalize: 'none',
      maxlength: 254,
      required: true,
      autofocus: username === '',
    })}
    ${field({
      name: 'password',
      label: words.password,
      type: 'password',
      error: hintsOf(look, refusal)('password'),
      autocomplete: 'current-password',
      maxlength: 256,
      required: true,
      autofocus: username !== '',
    })}
    ${button({ label: words.submit, kind: 'primary' })}`,
  })
}

function leadFor({ purpose, product, look }: PasswordView): string {
  switch (purpose.kind) {
    case 'hub':
      return words.continueTo(look.brand.name)
    case 'sign_in':
      return words.continueTo(product)
    case 'link_user':
      return words.linkUser(isolate(called(purpose.linking.user)), isolate(called(purpose.linking.tenant)), product)
    case 'link_tenant':
      return words.linkTenant(isolate(called(purpose.request.tenant)), product, look.brand.name)
  }
}
