import { alert, button, buttonRow, form, type Html, href, html, linkButton, narrow } from '@lanyard/ui'
import { login as words } from '../../messages/en/login.ts'
import type { PageStyle } from '../render.ts'
import { routes } from '../routes.ts'

/** An authorization or logout request that no client may be told about: it is not known to be theirs. */
export function requestRefusedPage(
  { brand }: PageStyle,
  {
    error,
    error_description: description,
  }: { readonly error: string; readonly error_description?: string | undefined },
  reference: string,
): Html {
  return narrow({
    brand,
    title: words.request.title,
    notices: alert({
      text: words.request.text,
      next: words.request.next,
      code: [error, description].filter((part) => part !== undefined).join(': '),
      reference,
      supportAddress: brand.supportAddress,
    }),
    children: linkButton({ label: words.refused.home(brand.name), href: href(routes.home) }),
  })
}

/**
 * Asks before it logs anyone out: a mere link to this page ends no session (T24). Who stays is not led back to the
 * product that asked, which would take the return for a logout.
 */
export function logoutPage({ brand }: PageStyle, action: string, xsrf: string): Html {
  const { title, lead, text, logOut, stay } = words.logout
  return narrow({
    brand,
    title,
    lead: lead(brand.name),
    children: html`<p>${text}</p>
      ${form({
        action,
        fields: { xsrf },
        children: buttonRow(
          html`${button({ name: 'logout', value: 'yes', label: logOut, kind: 'primary' })} ${linkButton({ label: stay, href: href(routes.home) })}`,
        ),
      })}`,
  })
}

export function loggedOutPage({ brand }: PageStyle): Html {
  const { doneTitle, doneText, logIn } = words.logout
  return narrow({
    brand,
    title: doneTitle,
    children: html`<p>${doneText}</p>
      ${linkButton({ label: logIn, href: href(routes.login), kind: 'primary' })}`,
  })
}
