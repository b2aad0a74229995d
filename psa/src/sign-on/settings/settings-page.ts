import type { LinkPolicy, TenantState } from '@lanyard/connect'
import { html, type Html, live, pageHeading, panel } from '@lanyard/ui'
import { adminPath } from '../../web/admin/admin.ts'
import { employeePage } from '../../web/layout.ts'
import type { Site } from '../../web/site.ts'
import { type WordedRefusal, refusalNotice } from '../../web/worded-refusal.ts'
import type { EmployeeVisit } from '../../web/visit.ts'
import { hubNotice, takeHubNotice } from '../hub-notice.ts'
import { connection } from './connection.ts'
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
  refused?: WordedRefusal,
  emptyChoice?: LinkPolicy['kind'],
): Promise<Response> {
  const { settings } = site.words.signOn
  const state = await site.connect.tenantState(visit.tenant.id)
  const waiting = state.state === 'connecting'
  const { message, cookies } = await messageOf(site, visit, state)
  const connected = state.state === 'on' && (await ofConnected(site, visit, state, emptyChoice))
  return employeePage(site, visit, {
    title: settings.title,
    status: refused?.status,
    section: 'admin',
    width: 'settings',
    refreshWithoutScript: waiting ? LOOK_EVERY : undefined,
    cookies,
    main: html`${adminPath(site.words, settings.title)}
      ${pageHeading({ title: settings.title, lead: settings.lead })}
      ${live({
        id: 'connection',
        href: visit.url.pathname,
        everySeconds: LOOK_EVERY,
        waiting,
        children: html`${refusalNotice(site, refused, connected)} ${message}
          ${await connection(site, visit, state)}
          ${connected}`,
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

/** What the ceremony came to. A user who waits for the hub keeps it, and is told the success that comes of it (A9). */
async function messageOf(site: Site, visit: EmployeeVisit, { state }: TenantState) {
  const { notice, cookies } = await takeHubNotice(site, visit)
  if (notice?.code !== 'connecting') return { message: hubNotice(site, notice), cookies }
  if (state !== 'on') return { message: false as const, cookies: [] }
  return { message: hubNotice(site, { ...notice, code: 'tenant_linked' }), cookies }
}
