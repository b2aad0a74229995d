import { button, buttonRow, checkbox, form, href, html, type Html } from '@lanyard/ui'
import { routes } from '../../web/routes.ts'
import type { Site } from '../../web/site.ts'
import type { EmployeeVisit } from '../../web/visit.ts'

/** Whether sessions that began with a password here end, too, when the hub ends a linked person's. */
export async function localSessions(site: Site, { tenant }: EmployeeVisit): Promise<Html> {
  const words = site.words.signOn.localSessions
  const policy = await site.connect.localSessionPolicy(tenant.id)
  return form({
    action: href(routes.localSessions, { hub: site.suite.hub.path }),
    children: html`
      ${checkbox({ id: 'end-local', name: 'end', label: words.end, hint: words.hint, checked: policy === 'end' })}
      ${buttonRow(button({ label: words.apply }))}`,
  })
}
