import { button, codeList, form, type Html, href, html } from '@lanyard/ui'
import { login } from '../../messages/en/login.ts'
import { routes } from '../routes.ts'
import { ceremonyPage, type CeremonyFrame } from './frame.ts'

const words = login.enrol

/** The first codes of an app. */
export function enrolPage(view: CeremonyFrame & { readonly form: Html }): Html {
  return ceremonyPage(view, { title: words.title, lead: words.lead, children: view.form })
}

export interface RecoveryCodesView extends CeremonyFrame {
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
