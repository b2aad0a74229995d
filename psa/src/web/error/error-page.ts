import { href, linkButton } from '@lanyard/ui'
import { narrowPage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { problem, tell, toldAlert, wantsJson } from '../telling.ts'

/** What a request gets that led to no page: why, what to do, and a code and reference. */
export function errorResponse(site: Site, request: Request, error: unknown): Response {
  const told = tell(site, error)
  if (wantsJson(request)) return problem(told)
  const { error: words } = site.words
  return narrowPage(site, {
    title: words.title,
    status: told.status,
    notices: toldAlert(site, told),
    children: linkButton({ label: words.home, href: href(routes.home) }),
  })
}
