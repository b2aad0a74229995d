import { field, type Html, html } from '@lanyard/ui'
import { passwords as words } from '../../messages/en/passwords.ts'
import { SHORTEST_PASSWORD } from '../../people/passwords/read-password.ts'
import { Refusal } from '../../refusal.ts'
import type { Form } from '../forms.ts'
import type { Hints } from '../refusal-notice.ts'

/** The two boxes for a new password; neither is ever filled in again. */
export function newPasswordFields(hints: Hints, { autofocus = false }: { readonly autofocus?: boolean } = {}): Html {
  const password = { type: 'password', autocomplete: 'new-password', required: true } as const
  return html`${field({ ...password, name: 'password', label: words.next, hint: words.hint(SHORTEST_PASSWORD), error: hints('password'), autofocus })}
  ${field({ ...password, name: 'password_again', label: words.nextAgain, error: hints('password_again') })}`
}

/**
 * What was typed into them.
 *
 * @throws {Refusal} `passwords_differ`
 */
export function readNewPassword(form: Form): string {
  const password = form.get('password')
  if (password !== form.get('password_again')) throw new Refusal('passwords_differ')
  return password
}
