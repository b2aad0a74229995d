import { button, buttonRow, field, form, href, html, type Html, note } from '@lanyard/ui'
import type { Form } from '../web/form.ts'
import { routes } from '../web/routes.ts'
import type { Site } from '../web/site.ts'
import { hintOf, type WordedRefusal } from '../web/worded-refusal.ts'

/** The button that changes nothing says so in the form: it must not put a password into an address. */
export const DECLINE = { name: 'answer', value: 'stay', withoutChecks: true } as const

export function isDeclined({ text }: Form): boolean {
  return text(DECLINE.name) === DECLINE.value
}

/** The form of a dialog in which the logged-in user proves the own password before something ends. */
export function proofForm(
  site: Site,
  { action, go, stay, refused }: { action: string; go: string; stay: string; refused: WordedRefusal | undefined },
): Html {
  const { words } = site
  return form({
    action,
    children: html`
      ${field({ name: 'password', label: words.passwordLabel, type: 'password', error: hintOf(site, refused, 'password'), autocomplete: 'current-password', required: true, autofocus: true })}
      ${buttonRow([
        button({ label: go, kind: 'danger', describedBy: 'consequences' }),
        button({ label: stay, ...DECLINE }),
      ])}`,
  })
}

/** For a user without a password to prove: the way to set one by mail first (A20). */
export function proofByMail({ words }: Site, { action, stay }: { action: string; stay: string }): Html {
  return html`${note({ kind: 'warning', text: words.signOn.disable.unset })}
    ${form({
      action: href(routes.mailPasswordLink),
      children: buttonRow([
        button({ label: words.mailPasswordLink, kind: 'primary' }),
        button({ label: stay, action, ...DECLINE }),
      ]),
    })}`
}
