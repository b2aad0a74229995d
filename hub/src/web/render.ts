import { contentSecurityPolicy } from '@lanyard/guard'
import { newReference } from '@lanyard/running'
import { alert, type Html, href, linkButton, narrow, page } from '@lanyard/ui'
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { login as words } from '../messages/en/login.ts'
import { language } from '../messages/en/language.ts'
import { type Refusal, retryAfter } from '../refusal.ts'
import { refusalNotice } from './refusal-notice.ts'
import { routes } from './routes.ts'
import type { Site, SiteEnv } from './site.ts'

export type Look = Pick<Site, 'brand' | 'assets'>

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
export function sendPage(c: Context, look: Look, content: PageContent): Response {
  c.header('content-security-policy', contentSecurityPolicy(content.formTargets))
  return c.html(document(look, content), content.status ?? 200)
}

/** The whole document of a page, for answers that are not Hono's. */
export function document({ brand, assets }: Look, { title, body, refreshWithoutScript }: PageContent): string {
  const { stylesheets, scripts, icon } = assets
  return page({ lang: language, title, brand, body, stylesheets, scripts, icon, refreshWithoutScript })
}

/**
 * The page of a refusal that no page of its own shows: what, why, what to do, code and reference.
 *
 * @param error what the refusal stands for, where that is not itself: a database that is away
 */
export function sendRefusal(
  c: Context<SiteEnv>,
  site: Pick<Site, 'brand' | 'assets' | 'hub'>,
  refusal: Refusal,
  error: unknown = refusal,
): Response {
  if (error === refusal) logRefusal(c, site, refusal)
  else site.hub.log.error({ event: 'database_away', code: refusal.code, error })
  const { status } = refusal
  const wait = retryAfter(refusal)
  if (wait !== null) c.header('retry-after', wait)
  return sendPage(c, site, { title: words.refused.title, body: refusalPage(site, refusal), status })
}

/** Under the reference that the person is shown. A mailed link that still opens something is not written down. */
export function logRefusal(c: Context, { hub }: Pick<Site, 'hub'>, { code, reference, details }: Refusal): void {
  hub.log.info({ event: 'refused', code, reference, path: withoutTokens(c.req.path), details })
}

/** 256 bits in base64url; ids are shorter. */
function withoutTokens(path: string): string {
  return path.replaceAll(/[A-Za-z0-9_-]{43}/g, '…')
}

export function refusalPage(look: Look, refusal: Refusal): Html {
  const { brand } = look
  return narrow({
    brand,
    title: words.refused.title,
    notices: refusalNotice(look, refusal),
    children: linkButton({ label: words.refused.home(brand.name), href: href(routes.home) }),
  })
}

/** Writes a bug down, under the reference that is returned. */
export function logFailure(c: Context, { hub }: Pick<Site, 'hub'>, error: unknown): string {
  const reference = newReference()
  hub.log.error({ event: 'failed', reference, method: c.req.method, path: withoutTokens(c.req.path), error })
  return reference
}

/** The page of a bug: nothing but a reference; everything else is in the log under it. */
export function sendFailure(
  c: Context<SiteEnv>,
  site: Pick<Site, 'brand' | 'assets' | 'hub'>,
  error: unknown,
): Response {
  const reference = logFailure(c, site, error)
  return sendPage(c, site, { title: words.failed.title, body: failurePage(site, reference), status: 500 })
}

export function failurePage({ brand }: Look, reference: string): Html {
  return narrow({
    brand,
    title: words.failed.title,
    notices: alert({
      text: words.failed.text,
      next: words.failed.next,
      reference,
      supportAddress: brand.supportAddress,
    }),
    children: linkButton({ label: words.refused.home(brand.name), href: href(routes.home) }),
  })
}
