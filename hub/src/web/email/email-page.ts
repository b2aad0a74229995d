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
  status,
} from '@lanyard/ui'
import { account } from '../../messages/en/account.ts'
import { routes } from '../routes.ts'

const words = account.email

/** Asks for the new address. */
export function emailPage({ present, typed }: { readonly present: string; readonly typed: string }): Html {
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

interface Change {
  readonly brand: Brand
  readonly username: string
  readonly email: string
}

/** What the mailed link would change, for the person who opens it. */
export function confirmPage({ brand, username, email, token }: Change & { readonly token: string }): Html {
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

/** It is done. */
export function changedPage({ brand, username, email }: Change): Html {
  return narrow({
    brand,
    title: words.doneTitle,
    notices: status({ text: words.done(username, email) }),
    children: linkButton({ label: words.home(brand.name), href: href(routes.home) }),
  })
}
