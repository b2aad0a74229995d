import { dialog, facts, href, html, plural } from '@lanyard/ui'
import { employeePage } from '../../web/layout.ts'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import { type WordedRefusal, refusalNotice } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { proofByMail, proofForm } from '../proof.ts'

interface SwitchOffState {
  readonly organization: string
  /** People whose link ends. */
  readonly links: number
  readonly sessions: number
  /** Those of them who have no usable password. */
  readonly unset: number
  /** Whether the acting admin has a password to prove. */
  readonly provable: boolean
  readonly refused: WordedRefusal | undefined
}

export function switchOffPage(site: Site, visit: EmployeeVisit, state: SwitchOffState): Promise<Response> {
  const { words, suite } = site
  const { switchOff } = words.signOn
  const count = (number: number, forms: { one: string; other: string }) => plural(number, forms, words.language)
  const action = href(routes.switchOff, { hub: suite.hub.path })
  const asked = state.provable
    ? proofForm(site, { action, go: switchOff.switchOff, stay: switchOff.cancel, refused: state.refused })
    : proofByMail(site, { action, stay: switchOff.cancel })
  return employeePage(site, visit, {
    title: switchOff.title,
    status: state.refused?.status,
    section: 'admin',
    width: 'settings',
    main: dialog({
      label: switchOff.title,
      children: html`${refusalNotice(site, state.refused, asked)}
        <p>${switchOff.lead(visit.tenant.name, state.organization)}</p>
        <div id="consequences">${facts([
          count(state.links, switchOff.links),
          state.sessions === 0 ? switchOff.noSessions : count(state.sessions, switchOff.sessions),
          state.unset === 0 ? switchOff.noUnset : count(state.unset, switchOff.unset),
          switchOff.suspended(state.organization),
        ])}</div>
        ${asked}`,
    }),
  })
}
