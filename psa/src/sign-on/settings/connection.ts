import type { TenantState } from '@lanyard/connect'
import {
  button,
  buttonRow,
  descriptions,
  form,
  html,
  type Html,
  href,
  meter,
  note,
  panel,
  statusDot,
  switchControl,
  timeIn,
} from '@lanyard/ui'
import { findEmployee } from '../../employees/find-employee.ts'
import { countEmployees } from '../../employees/list-employees.ts'
import { findInvitationRequest } from '../../invitation-requests/invitation-requests.ts'
import { findInvitation } from '../../invitations/find-invitation.ts'
import { isInvited } from '../../invitations/invitation.ts'
import { dateTime } from '../../web/dates.ts'
import { connectRoutes, routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import type { EmployeeVisit } from '../../web/visit.ts'

type On = Extract<TenantState, { state: 'on' }>
type Suspended = Extract<TenantState, { state: 'suspended' }>
type Connecting = Extract<TenantState, { state: 'connecting' }>

/** The switch, or what stands in its place. */
export async function connection(site: Site, visit: EmployeeVisit, state: TenantState): Promise<Html> {
  if (state.state === 'on') return on(site, visit, state)
  const trouble = await hubTrouble(site)
  if (state.state === 'connecting') return html`${trouble}${connecting(site, state)}`
  if (state.state === 'suspended') return html`${trouble}${suspended(site, state)}`
  const owed = state.endOwed && note({ kind: 'warning', text: site.words.signOn.settings.endOwed })
  const invited = isInvited(await findInvitation(site, visit.tenant.id))
  return html`${trouble}${invited ? off(site, visit) : await uninvited(site, visit)}${owed}`
}

/** Where no list of checks stands below: why connecting would not work, such as a key that the hub does not take. */
async function hubTrouble({ connect, words }: Site): Promise<Html | false> {
  const { ailment } = await connect.health()
  const { check } = words.signOn.settings
  if (ailment === null) return false
  const isAway = ailment.check === 'not_reached' || ailment.check === 'timeout'
  return note({ kind: 'warning', text: isAway ? check.hubBad : check.hubRefuses(ailment.check) })
}

function off(site: Site, { tenant }: EmployeeVisit): Html {
  const { settings } = site.words.signOn
  return panel({
    children: html`<p id="leads">${settings.leads(tenant.name)}</p>
      ${switchControl({ label: settings.switch, checked: false, action: connectRoutes.linkTenant, describedBy: 'leads' })}
      <p class="hint">${settings.off}</p>`,
  })
}

/** Whether a mail tells the operator of a request, or only the list of requests that they read. */
export function requestChannel({ config }: Pick<Site, 'config'>): 'mailed' | 'kept' {
  return config.operatorMail === null ? 'kept' : 'mailed'
}

/** By invitation only (A3): an explanation and a request take the place of the switch. */
async function uninvited(site: Site, { tenant }: EmployeeVisit): Promise<Html> {
  const { settings } = site.words.signOn
  const request = await findInvitationRequest(site, tenant.id)
  const by = request && (await findEmployee(site, request.requestedBy))
  return panel({
    children: html`<p>${settings.uninvited} ${!request && settings.uninvitedNext}</p>
      ${
        request
          ? note({
              text: timeIn(
                (at) => settings.requested[requestChannel(site)](by?.name ?? site.brand.name, at),
                request.requestedAt,
                site.words,
              ),
            })
          : form({
              action: href(routes.requestInvitation, { hub: site.suite.hub.path }),
              children: buttonRow(button({ label: settings.requestInvitation, kind: 'primary' })),
            })
      }`,
  })
}

/** The browser is back, the hub has not confirmed yet: still off, and it finishes by itself. */
function connecting(site: Site, { organizationName }: Connecting): Html {
  const { settings } = site.words.signOn
  return panel({
    children: html`${switchControl({ label: settings.switch, checked: false, action: connectRoutes.linkTenant, disabled: true })}
      <div role="status">${statusDot({ kind: 'busy', text: settings.connecting })}
        <p>${settings.connectingWhy(organizationName)}</p></div>
      ${form({ action: connectRoutes.cancelConnecting, children: buttonRow(button({ label: settings.cancelConnecting })) })}`,
  })
}

/** The hub does not know the connection: no one comes in through it, and an admin may wait or switch off. */
function suspended(site: Site, { organizationName, since }: Suspended): Html {
  const { words } = site
  const { settings } = words.signOn
  return panel({
    children: html`${note({ kind: 'warning', text: settings.suspended(organizationName) })}
      ${switchControl({
        label: settings.switch,
        checked: true,
        action: href(routes.switchOff, { hub: site.suite.hub.path }),
        method: 'get',
        describedBy: 'suspended',
      })}
      <p id="suspended">${settings.suspendedNext}</p>
      ${descriptions([{ term: settings.suspendedSince, details: dateTime(site, since) }])}`,
  })
}

async function on(site: Site, { tenant }: EmployeeVisit, state: On): Promise<Html> {
  const { words } = site
  const { settings } = words.signOn
  const active = await countEmployees(site, tenant.id, { status: 'active' })
  const invitation = await findInvitation(site, tenant.id)
  const text = settings.peopleLinked(state.linkedUsers, active)
  return panel({
    children: html`${invitation.state === 'withdrawn' && note({ kind: 'warning', text: settings.withdrawn[invitation.links] })}
      ${switchControl({
        label: settings.switch,
        checked: true,
        action: href(routes.switchOff, { hub: site.suite.hub.path }),
        method: 'get',
        describedBy: 'connected',
      })}
      <p id="connected">${settings.on(state.organizationName)}</p>
      ${descriptions([
        { term: settings.connectedSince, details: dateTime(site, state.since) },
        { term: settings.connectedBy, details: state.linkedBy },
        { term: settings.people, details: meter({ id: 'people', text, value: state.linkedUsers, max: active }) },
      ])}`,
  })
}
