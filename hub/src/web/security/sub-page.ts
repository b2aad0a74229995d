import { breadcrumbs, href, type HtmlValue, pageHeading } from '@lanyard/ui'
import type { Context } from 'hono'
import { pages } from '../../messages/en/pages.ts'
import { security as words } from '../../messages/en/security.ts'
import type { Refusal } from '../../refusal.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { sendViewerPage } from '../viewer-page.ts'

export interface SubPage {
  readonly title: string
  readonly main: HtmlValue
  /** Why the form that was posted is shown again. */
  readonly refusal?: Refusal | undefined
  /** A page that is a dialog has its title in it. */
  readonly isDialog?: boolean
}

/** A page of one thing to do, below "Security". */
export function sendSubPage(
  c: Context<ViewerEnv>,
  site: Site,
  { title, main, refusal, isDialog = false }: SubPage,
): Promise<Response> {
  const { home, security } = routes.profileSettings
  const way = breadcrumbs({
    items: [
      { label: pages.profileSettings.title, href: href(home) },
      { label: words.title, href: href(security) },
      { label: title },
    ],
  })
  const heading = isDialog ? way : [way, pageHeading({ title })]
  return sendViewerPage(c, site, { title, heading, main, width: 'settings', refusal })
}
