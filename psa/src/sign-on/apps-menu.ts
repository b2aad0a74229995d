import { type Html, menu } from '@lanyard/ui'
import { MODULE } from '../config.ts'
import type { Site } from '../web/site.ts'
import type { EmployeeVisit } from '../web/visit.ts'

/** The menu that switches to another app in one click (A1); only in a session that came through the hub. */
export async function appsMenu(site: Site, { session }: EmployeeVisit): Promise<Html[]> {
  if (session.productSessionId === null) return []
  const { signOn } = site.words
  const apps = await site.connect.apps(session.productSessionId)
  // Where nothing can be opened, the launcher explains.
  const items = apps.map(({ module, name, state, url = site.config.issuer }) => ({
    label: name,
    href: url,
    note: signOn.appNotes[state],
    current: module === MODULE,
  }))
  const launcher = { label: signOn.allModules, href: site.config.issuer }
  return [menu({ id: 'apps', label: signOn.apps, icon: 'apps', items: [...items, launcher] })]
}
