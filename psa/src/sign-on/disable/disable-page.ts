import type { UserState } from '@lanyard/connect'
import { dialog, href, html } from '@lanyard/ui'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { type Told, toldNotice } from '../../web/telling.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { proofByMail, proofForm } from '../proof.ts'

interface DisableState {
  readonly link: Extract<UserState, { state: 'linked' }>
  /** Whether the employee has a password to prove. */
  readonly provable: boolean
  readonly told: Told | undefined
}

export function disablePage(
  site: Site,
  visit: EmployeeVisit,
  { link, provable, told }: DisableState,
): Promise<Response> {
  const { disable } = site.words.signOn
  const action = href(routes.disable)
  const asked = provable
    ? proofForm(site, { action, go: disable.disable, stay: disable.keep, told })
    : proofByMail(site, { action, stay: disable.keep })
  return employeePage(site, visit, {
    title: disable.title,
    status: told?.status,
    width: 'settings',
    main: dialog({
      label: disable.title,
      children: html`${toldNotice(site, told, asked)}
        <p id="consequences">${disable.lead(link.accountName, link.organizationName)}</p>
        ${asked}`,
    }),
  })
}
