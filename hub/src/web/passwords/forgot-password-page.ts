import { button, field, form, type Html, href, html, linkButton, mailLink, narrow, status } from '@lanyard/ui'
import { passwords } from '../../messages/en/passwords.ts'
import type { Refusal } from '../../refusal.ts'
import { refusalNotice } from '../refusal-notice.ts'
import type { PageStyle } from '../render.ts'
import { routes } from '../routes.ts'

const words = passwords.forgot

export function forgotPasswordPage(
  { brand }: PageStyle,
  { username, refusal }: { readonly username: string; readonly refusal?: Refusal | undefined },
): Html {
  return narrow({
    brand,
    title: words.title,
    lead: words.lead,
    notices: refusalNotice({ brand }, refusal),
    children: form({
      action: href(routes.forgotPassword),
      children: html`${field({
        name: 'username',
        label: words.username,
        value: username,
        autocomplete: 'username',
        autocapitalize: 'none',
        maxlength: 254,
        required: true,
        autofocus: true,
      })}
      ${button({ label: words.submit, kind: 'primary' })}`,
    }),
    footer: [html`<a href="${href(routes.login)}">${words.logIn}</a>`, noMailbox(brand)],
  })
}

/** The same for everyone, whichever account was asked for (T29). */
export function linkSentPage({ brand }: PageStyle, sent: string): Html {
  return narrow({
    brand,
    title: words.title,
    notices: status({ text: sent }),
    children: html`<p>${words.hint}</p>
      ${linkButton({ label: words.logIn, href: href(routes.login) })}`,
    footer: noMailbox(brand),
  })
}

/** A mail is no help to a person who cannot read it; no master can change the address of an account. */
function noMailbox({ supportAddress }: PageStyle['brand']): Html | false {
  return supportAddress !== undefined && mailLink(supportAddress, words.noMailbox)
}
