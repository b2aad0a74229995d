import type { LinkPolicy, TenantState } from '@lanyard/connect'
import { html, type Html, live, pageHeading, panel, status } from '@lanyard/ui'
import { adminPath } from '../../web/admin/admin.ts'
import { employeePage } from '../../web/layout.ts'
import type { Site } from '../../web/site.ts'
import { type Told, toldAlert } from '../../web/telling.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { hubNotice, noticeOfVisit } from '../hub-notice.ts'
import { connection, howTold } from './connection.ts'
import { hubChecks } from './hub-checks.ts'
import { localSessions } from './local-sessions.ts'
import { whoMayLink } from './who-may-link.ts'

type On = Extract<TenantState, { state: 'on' }>

/** Seconds between two looks while the hub has not confirmed. */
const LOOK_EVERY = 2

/** The admin's page with the switch (A8). */
export async function settingsPage(
  site: Site,
  visit: EmployeeVisit,
  told?: Told,
  emptyChoice?: LinkPolicy['kind'],
): Promise<Response> {
  const { settings } = site.words.signOn
  const state = await site.connect.tenantState(visit.tenant.id)
  const waiting = state.state === 'connecting'
  return employeePage(site, visit, {
    title: settings.title,
    status: told?.status,
    section: 'admin',
    width: 'settings',
    refreshWithoutScript: waiting ? LOOK_EVERY : undefined,
    main: html`${adminPath(site.words, settings.title)}
      ${pageHeading({ title: settings.title, lead: settings.lead })}
      ${live({
        id: 'connection',
        href: visit.url.pathname + visit.url.search,
        everySeconds: LOOK_EVERY,
        waiting,
        children: html`${toldAlert(site, told) ?? (await message(site, visit, state))}
          ${await connection(site, visit, state)}
          ${state.state === 'on' && (await ofConnected(site, visit, state, emptyChoice))}`,
      })}`,
  })
}

/** What stands below the switch while it is on. */
async function ofConnected(
  site: Site,
  visit: EmployeeVisit,
  state: On,
  emptyChoice: LinkPolicy['kind'] | undefined,
): Promise<Html> {
  const { settings, whoMayLink: who, localSessions: sessions } = site.words.signOn
  return html`${panel({ heading: settings.checks, children: await hubChecks(site, state) })}
    ${panel({ heading: who.heading, children: await whoMayLink(site, visit, emptyChoice) })}
    ${panel({ heading: sessions.heading, children: await localSessions(site, visit) })}`
}

/** What has just been done. A user who waited for the hub is told the success that came of it (A9). */
async function message(site: Site, visit: EmployeeVisit, state: TenantState): Promise<Html | undefined> {
  const { searchParams } = visit.url
  const notice = await noticeOfVisit(site, visit)
  if (notice?.code === 'connecting') {
    return state.state === 'on' ? hubNotice(site, { ...notice, code: 'tenant_linked' }) : undefined
  }
  if (notice) return hubNotice(site, notice)
  const { settings, whoMayLink, localSessions } = site.words.signOn
  const done = {
    requested: settings.requestedNow[howTold(site)],
    saved: whoMayLink.saved,
    applied: localSessions.applied,
    'switched-off': settings.switchedOff,
  }[searchParams.get('done') ?? '']
  return done === undefined ? undefined : status({ text: done })
}
