import { button, form, type Html, href, html, narrow } from '@lanyard/ui'
import { login } from '../../messages/en/login.ts'
import { passwords } from '../../messages/en/passwords.ts'
import type { Refusal } from '../../refusal.ts'
import { hintsOf, refusalNotice } from '../refusal-notice.ts'
import type { PageStyle } from '../render.ts'
import { routes } from '../routes.ts'
import { newPasswordFields } from './new-password-fields.ts'

const words = passwords.reset

export interface ResetView {
  readonly token: string
  readonly username: string
  readonly refusal?: Refusal | undefined
}

/** The page behind a mailed link. The username is in the form, so that a password manager files the password under it. */
export function resetPasswordPage({ brand }: PageStyle, { token, username, refusal }: ResetView): Html {
  const asked = form({
    action: href(routes.resetPassword, { token }),
    children: html`<input type="hidden" autocomplete="username" value="${username}" />
      ${newPasswordFields(hintsOf({ brand }, refusal), { autofocus: refusal === undefined })}
      ${button({ label: words.submit, kind: 'primary' })}`,
  })
  return narrow({
    brand,
    title: words.title,
    lead: words.lead(username),
    notices: refusalNotice({ brand }, refusal, { form: asked }),
    children: asked,
  })
}

export function linkExpiredPage({ brand }: PageStyle, refusal: Refusal): Html {
  return narrow({
    brand,
    title: login.refused.title,
    children: refusalNotice({ brand }, refusal),
  })
}
