import { button, codeInput, codeList, field, form, type Html, href, html, qrCode } from '@lanyard/ui'
import type { Enrolment } from '../../factors/begin-enrolment.ts'
import { login } from '../../messages/en/login.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, type Surroundings } from './frame.ts'

const words = login.enrol

export interface EnrolView extends Surroundings {
  readonly enrolment: Enrolment
  /** The key as a picture: a `data:` address. */
  readonly picture: string
}

/** The first codes of an app: picture and typed key, for whichever app the person has (A6). */
export function enrolPage(view: EnrolView): Html {
  const { uid, enrolment, picture } = view
  return ceremonyPage(view, {
    title: words.title,
    lead: words.lead,
    children: html`<p>${words.scan}</p>
      ${qrCode({ source: picture, label: words.qrCode })}
      ${form({
        action: href(routes.ceremony.enrol, { uid }),
        children: html`${field({ name: 'key', label: words.key, hint: words.keyHint, value: enrolment.secret, readonly: true, copy: true })}
        ${codeInput({ label: words.code, hint: words.codeHint })}
        ${button({ label: words.submit, kind: 'primary' })}`,
      })}`,
  })
}

export interface RecoveryCodesView extends Surroundings {
  readonly codes: readonly string[]
}

export function recoveryCodesPage(view: RecoveryCodesView): Html {
  const { uid, codes } = view
  const own = login.recoveryCodes
  return ceremonyPage(view, {
    title: own.title,
    lead: own.lead,
    children: html`${codeList({ id: 'recovery-codes', codes })}
      <p>${own.once}</p>
      ${form({
        action: href(routes.ceremony.recoveryCodes, { uid }),
        children: button({ label: own.submit, kind: 'primary' }),
      })}`,
  })
}
