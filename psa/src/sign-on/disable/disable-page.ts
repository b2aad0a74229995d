import type { UserState } from '@lanyard/connect'
import { button, buttonRow, dialog, form, href, html, linkButton } from '@lanyard/ui'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { type Told, toldAlert } from '../../web/telling.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { proof, proofByMail } from '../proof.ts'

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
  const keep = linkButton({ label: disable.keep, href: href(routes.mySettings) })
  return employeePage(site, visit, {
    title: disable.title,
    status: told?.status,
    width: 'settings',
    main: dialog({
      label: disable.title,
      children: html`${toldAlert(site, told)}
        <p id="consequences">${disable.lead(link.accountName, link.organizationName)}</p>
        ${
          provable
            ? form({
                action: href(routes.disable),
                children: html`${proof(site)} ${buttonRow([
                  button({ label: disable.disable, kind: 'danger', describedBy: 'consequences' }),
                  keep,
                ])}`,
              })
            : proofByMail(site, keep)
        }`,
    }),
  })
}
