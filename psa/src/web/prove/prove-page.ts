import { button, buttonRow, dialog, field, form, href, html, linkButton } from '@lanyard/ui'
import { proofByMail } from '../../sign-on/proof.ts'
import { employeePage } from '../layout.ts'
import { connectRoutes, routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { hintOf, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'
import type { EmployeeVisit } from '../visit.ts'

/** Seconds within which a login at the hub serves as the proof. */
const MAX_AGE = '600'

export interface ProveState {
  /** Where the proof leads on to; a path of this origin. */
  readonly next: string
  /** Where a person goes who proves nothing. */
  readonly back: string
  /** What is kept meanwhile, in sentences. */
  readonly why: readonly string[]
  /** Whether the employee has a password to prove. */
  readonly provable: boolean
  readonly refused?: WordedRefusal | undefined
}

/** Asks the logged-in user for their password, or, where the session came through the hub, for a login there. */
export function provePage(
  site: Site,
  visit: EmployeeVisit,
  { next, back, why, provable, refused }: ProveState,
): Promise<Response> {
  const { words } = site
  const { prove } = words
  const isFromHub = visit.session.productSessionId !== null
  const cancel = linkButton({ label: prove.cancel, href: back })
  const byHub = linkButton({
    label: prove.byHub,
    href: href(connectRoutes.signIn, {}, { target: next, max_age: MAX_AGE }),
  })
  const asked =
    provable &&
    form({
      action: href(routes.prove),
      fields: { next },
      children: html`
        ${field({ name: 'password', label: words.passwordLabel, type: 'password', error: hintOf(site, refused, 'password'), autocomplete: 'current-password', required: true, autofocus: true })}
        ${buttonRow([button({ label: prove.submit, kind: 'primary' }), !isFromHub && cancel])}`,
    })
  return employeePage(site, visit, {
    title: prove.title,
    status: refused?.status,
    section: 'admin',
    width: 'settings',
    main: dialog({
      label: prove.title,
      children: html`${refusalNotice(site, refused, asked)}
      <p>${[prove.lead, ...why].join(' ')}</p>
      ${asked}
      ${isFromHub && buttonRow([byHub, cancel])}
      ${!provable && !isFromHub && proofByMail(site, { action: href(routes.prove, {}, { next }), stay: prove.cancel })}`,
    }),
  })
}
