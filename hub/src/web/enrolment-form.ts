import { button, codeInput, field, form, type Html, html, qrCode } from '@lanyard/ui'
import { toString as drawQrCode } from 'qrcode'
import type { Enrolment } from '../people/factors/show-key.ts'
import { login } from '../messages/en/login.ts'
import type { Hints } from './refusal-notice.ts'

const words = login.enrol

/**
 * A key for an authenticator app, as picture and as text for whichever app the person has (A6), and the box for its first
 * code.
 *
 * @param options.more a field of the page's own
 */
export async function enrolmentForm(options: {
  readonly action: string
  readonly enrolment: Enrolment
  readonly more?: Html
  readonly hints: Hints
}): Promise<Html> {
  const { action, enrolment, more, hints } = options
  const picture = await drawQrCode(enrolment.uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  const source = `data:image/svg+xml;base64,${Buffer.from(picture).toString('base64')}`
  return html`<p>${words.scan}</p>
    ${qrCode({ source, label: words.qrCode })}
    ${form({
      action,
      children: html`${field({ name: 'key', label: words.key, hint: words.keyHint, value: enrolment.secret, readonly: true, copy: true })}
      ${more} ${codeInput({ label: words.code, hint: words.codeHint, error: hints('code') })}
      ${button({ label: words.submit, kind: 'primary' })}`,
    })}`
}
