import { button, buttonRow, dialog, form, href, html, linkButton, plural } from '@lanyard/ui'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { type Told, toldAlert } from '../../web/telling.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { proof, proofByMail } from '../proof.ts'
import { settingsPath } from '../settings-path.ts'

interface SwitchOffState {
  readonly organization: string
  /** People whose link ends. */
  readonly links: number
  readonly sessions: number
  /** Those of them who have no usable password. */
  readonly unset: number
  /** Whether the acting admin has a password to prove. */
  readonly provable: boolean
  readonly told: Told | undefined
}

export function switchOffPage(site: Site, visit: EmployeeVisit, state: SwitchOffState): Promise<Response> {
  const { words, suite } = site
  const { switchOff } = words.signOn
  const count = (number: number, forms: { one: string; other: string }) => plural(number, forms, words.language)
  const cancel = linkButton({ label: switchOff.cancel, href: settingsPath(site) })
  return employeePage(site, visit, {
    title: switchOff.title,
    status: state.told?.status,
    section: 'admin',
    width: 'settings',
    main: dialog({
      label: switchOff.title,
      children: html`${toldAlert(site, state.told)}
        <p>${switchOff.lead(visit.tenant.name, state.organization)}</p>
        <ul id="consequences">
          <li>${count(state.links, switchOff.links)}</li>
          <li>${state.sessions === 0 ? switchOff.noSessions : count(state.sessions, switchOff.sessions)}</li>
          <li>${state.unset === 0 ? switchOff.noUnset : count(state.unset, switchOff.unset)}</li>
          <li>${switchOff.suspended(state.organization)}</li>
        </ul>
        ${
          state.provable
            ? form({
                action: href(routes.switchOff, { hub: suite.hub.path }),
                children: html`${proof(site)} ${buttonRow([
                  button({ label: switchOff.switchOff, kind: 'danger', describedBy: 'consequences' }),
                  cancel,
                ])}`,
              })
            : proofByMail(site, cancel)
        }`,
    }),
  })
}
