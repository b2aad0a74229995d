import type { UserState } from '@lanyard/connect'
import { dialog, href, html } from '@lanyard/ui'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { type WordedRefusal, refusalNotice } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { proofByMail, proofForm } from '../proof.ts'

interface DisableState {
  readonly link: Extract<UserState, { state: 'linked' }>
  /** Whether the employee has a password to prove. */
  readonly provable: boolean
  readonly refused: WordedRefusal | undefined
}

export function disablePage(
  site: Site,
  visit: EmployeeVisit,
  { link, provable, refused }: DisableState,
): Promise<Response> {
  const { disable } = site.words.signOn
  const action = href(routes.disable)
  const asked = provable
    ? proofForm(site, { action, go: disable.disable, stay: disable.keep, refused })
    : proofByMail(site, { action, stay: disable.keep })
  return employeePage(site, visit, {
    title: disable.title,
    status: refused?.status,
    width: 'settings',
    main: dialog({
      label: disable.title,
      children: html`${refusalNotice(site, refused, asked)}
        <p id="consequences">${disable.lead(link.accountName, link.organizationName)}</p>
        ${asked}`,
    }),
  })
}
