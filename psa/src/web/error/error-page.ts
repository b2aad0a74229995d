import { problem, wantsJson, withRetryAfter } from '@lanyard/running'
import { href, linkButton } from '@lanyard/ui'
import { narrowPage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { reportRefusal, type WordedRefusal, refusalNotice } from '../worded-refusal.ts'

/** What a request gets that led to no page: why, what to do, and a code and reference. */
export function errorResponse(site: Site, request: Request, error: unknown): Response {
  const response = answer(site, request, reportRefusal(site, request, error))
  // The rest of the body is not read, and so the next request cannot come on this connection.
  if (response.status === 413) response.headers.set('connection', 'close')
  return response
}

function answer(site: Site, request: Request, refused: WordedRefusal): Response {
  if (wantsJson(request.headers.get('accept')) || isMachine(request)) return problem(refused, refused)
  const { error: words } = site.words
  const page = narrowPage(site, {
    title: words.title,
    status: refused.status,
    notices: refusalNotice(site, refused),
    children: linkButton({ label: words.home, href: href(routes.home) }),
  })
  return withRetryAfter(refused, page)
}

/** The hub, or a provider, that tells the kit something: every browser says where a request comes from. */
function isMachine({ url, headers }: Request): boolean {
  return new URL(url).pathname.startsWith('/connect/') && !headers.has('sec-fetch-site')
}
