import { contentSecurityPolicy } from '@lanyard/guard'
import { noteRefusal, withRetryAfter } from '@lanyard/running'
import { type Html, href, linkButton, narrow, page } from '@lanyard/ui'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { login as words } from '../messages/en/login.ts'
import { language } from '../messages/en/language.ts'
import type { Refusal } from '../refusal.ts'
import { refusalNotice } from './refusal-notice.ts'
import { routes } from './routes.ts'
import type { Site, SiteEnv } from './site.ts'

export type PageStyle = Pick<Site, 'brand' | 'assets'>

export interface PageContent {
  readonly title: string
  readonly body: Html
  readonly status?: ContentfulStatusCode
  /** Origins beside the hub's own that this page's forms may lead to in the end. */
  readonly formTargets?: readonly string[]
  /** Seconds after which a browser without script asks again. */
  readonly refreshWithoutScript?: number
}

/** Answers with a page of the hub. */
export function sendPage(c: Context, look: PageStyle, content: PageContent): Response {
  c.header('content-security-policy', contentSecurityPolicy(content.formTargets))
  return c.html(document(look, content), content.status ?? 200)
}

/** The whole document of a page, for answers that are not Hono's. */
export function document({ brand, assets }: PageStyle, { title, body, refreshWithoutScript }: PageContent): string {
  const { stylesheets, scripts, icon } = assets
  return page({ lang: language, title, brand, body, stylesheets, scripts, icon, refreshWithoutScript })
}

/**
 * The page of a refusal that no page of its own shows: what, why, what to do, code and reference.
 *
 * @param error what the refusal stands for, where that is not itself: a database that is away, or a bug
 */
export function sendRefusal(
  c: Context<SiteEnv>,
  site: Pick<Site, 'brand' | 'assets' | 'hub'>,
  refusal: Refusal,
  error: unknown = refusal,
): Response {
  noteRefusal(site.hub.log, c.req, refusal, error)
  const { status } = refusal
  // The rest of the body is not read, and so the next request cannot come on this connection.
  if (refusal.code === 'too_large') c.header('connection', 'close')
  const answer = sendPage(c, site, { title: words.refused.title, body: refusalPage(site, refusal), status })
  return withRetryAfter(refusal, answer)
}

export function refusalPage(look: PageStyle, refusal: Refusal): Html {
  const { brand } = look
  return narrow({
    brand,
    title: words.refused.title,
    notices: refusalNotice(look, refusal),
    children: linkButton({ label: words.refused.home(brand.name), href: href(routes.home) }),
  })
}
