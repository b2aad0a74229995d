import { href, linkButton, narrow, note, status } from '@lanyard/ui'
import type { Context } from 'hono'
import { done as words } from '../../messages/en/done.ts'
import { takeOutcome } from '../outcome.ts'
import { sendPage } from '../render.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'

/**
 * For the browser that has done it: what was achieved, once, and from then on that it is done.
 *
 * @param already said of an act that was done before
 */
export function sendDone(c: Context, site: Site, already: string): Response {
  const outcome = takeOutcome(c, site)
  const body = narrow({
    brand: site.brand,
    title: words.title,
    notices: outcome === null ? note({ text: already, isAnswer: true }) : status({ text: outcome.text }),
    children: linkButton({ label: words.home(site.brand.name), href: href(routes.home) }),
  })
  return sendPage(c, site, { title: words.title, body })
}
