import { button, buttonRow, form, type Html, href, html } from '@lanyard/ui'
import { login } from '../../messages/en/login.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'

const words = login.consent

export interface ConsentView extends CeremonyFrame {
  readonly client: string
  readonly organization: string
  readonly scopes: readonly string[]
}

/** What a third party's client gets to know, before it does. */
export function consentPage(view: ConsentView): Html {
  const { uid, client, organization, scopes } = view
  const named = scopes.filter((scope): scope is keyof typeof words.scopes => scope in words.scopes)
  return ceremonyPage(view, {
    title: words.title(client),
    lead: words.lead(organization),
    cancels: true,
    children: html`<p>${words.wants(client)}</p>
      <ul>
        ${named.map((scope) => html`<li>${words.scopes[scope]}</li>`)}
      </ul>
      ${form({
        action: href(routes.ceremony.consent, { uid }),
        children: buttonRow(
          html`${button({ name: 'decision', value: 'allow', label: words.allow, kind: 'primary' })}
          ${button({ name: 'decision', value: 'cancel', label: words.cancel, kind: 'quiet' })}`,
        ),
      })}`,
  })
}
