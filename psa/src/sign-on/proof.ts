import { button, buttonRow, field, form, href, html, type Html, note } from '@lanyard/ui'
import { routes } from '../web/routes.ts'
import type { Site } from '../web/site.ts'

/** The box in which whoever is logged in proves the own password. */
export function proof({ words }: Pick<Site, 'words'>): Html {
  return field({
    name: 'password',
    label: words.passwordLabel,
    type: 'password',
    autocomplete: 'current-password',
    required: true,
    autofocus: true,
  })
}

/** For whoever has no password to prove: the way to set one by mail first (A20). */
export function proofByMail({ words }: Pick<Site, 'words'>, cancel: Html): Html {
  return html`${note({ kind: 'warning', text: words.signOn.disable.unset })}
    ${form({
      action: href(routes.mailPasswordLink),
      children: buttonRow([button({ label: words.mailPasswordLink, kind: 'primary' }), cancel]),
    })}`
}
