import {
  type Brand,
  button,
  buttonRow,
  field,
  form,
  type Html,
  html,
  href,
  linkButton,
  narrow,
  panel,
} from '@lanyard/ui'
import { account } from '../../messages/en/account.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'

const words = account.email

/** Asks for the new address. */
export function emailPage({
  present,
  typed,
  hints,
}: {
  readonly present: string
  readonly typed: string
  readonly hints: Hints
}): Html {
  return panel({
    heading: words.title,
    children: html`<p>${words.present(present)}</p>
      ${form({
        action: href(routes.profileSettings.email),
        children: [
          field({
            name: 'email',
            label: words.box,
            type: 'email',
            value: typed,
            hint: words.boxHint,
            error: hints('email'),
            autocomplete: 'email',
            required: true,
          }),
          buttonRow([
            button({ label: words.change, kind: 'primary' }),
            linkButton({ label: words.back, href: href(routes.profileSettings.home), kind: 'quiet' }),
          ]),
        ],
      })}`,
  })
}

/** What the mailed link would change, for the person who opens it. */
export function confirmPage({
  brand,
  username,
  email,
  token,
}: Readonly<Record<'username' | 'email' | 'token', string>> & { readonly brand: Brand }): Html {
  return narrow({
    brand,
    title: words.confirmTitle,
    lead: words.confirmLead(username, email),
    children: form({
      action: href(routes.confirmEmail, { token }),
      children: button({ label: words.confirm, kind: 'primary' }),
    }),
  })
}
