import { button, field, form, type Html, href, html, panel } from '@lanyard/ui'
import { passwords } from '../../messages/en/passwords.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { newPasswordFields } from './new-password-fields.ts'

const words = passwords.change

/** A person who logs in with passkeys alone has no current password to give. */
export function changePasswordPage({
  username,
  hasOne,
  hints,
}: {
  readonly username: string
  readonly hasOne: boolean
  readonly hints: Hints
}): Html {
  return panel({
    children: html`<p>${words.lead}</p>
      ${!hasOne && html`<p>${words.first}</p>`}
      ${form({
        action: href(routes.profileSettings.password),
        children: html`<input type="hidden" autocomplete="username" value="${username}" />
          ${
            hasOne &&
            field({
              name: 'current',
              label: words.current,
              type: 'password',
              error: hints('current'),
              autocomplete: 'current-password',
              required: true,
            })
          }
          ${newPasswordFields(hints)} ${button({ label: words.submit, kind: 'primary' })}`,
      })}`,
  })
}
