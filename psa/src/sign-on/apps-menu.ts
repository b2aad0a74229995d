import { type Html, menu } from '@lanyard/ui'
import { MODULE } from '../config.ts'
import type { Site } from '../web/site.ts'
import type { EmployeeVisit } from '../web/visit.ts'
import { hubPages } from './hub-pages.ts'

/** The menu that switches to another app in one click (A1); only in a session that came through the hub. */
export async function appsMenu(site: Site, { session }: EmployeeVisit): Promise<Html[]> {
  if (session.productSessionId === null) return []
  const { signOn } = site.words
  const apps = await site.connect.apps(session.productSessionId)
  const items = apps.map(({ module, name, state, url = hubPages.launch(site, module) }) => ({
    label: name,
    href: url,
    note: signOn.appNotes[state],
    current: module === MODULE,
  }))
  const launcher = { label: signOn.allModules, href: site.config.issuer }
  return [menu({ id: 'apps', label: signOn.apps, icon: 'apps', items: [...items, launcher] })]
}
