import { z } from 'zod'
import { cookie } from '../cookies.ts'
import { readSignedCookie, signedCookie, type Signing } from './signed-cookie.ts'

const NAME = 'outcome'
/** Seconds. */
const LIFETIME = 60

const outcome = z.object({
  text: z.string().optional(),
  /** Whether the person who logged out here is still logged in at the hub. */
  atHub: z.enum(['surely', 'perhaps']).optional(),
  /** Who came from the hub unlinked has logged in here: the account that they came with, as far as it is known (A24). */
  linkNow: z.object({ account: z.string().optional() }).optional(),
})

/** What an act achieved, for the page that the browser is sent to after it. */
export type Outcome = z.infer<typeof outcome>

/** The cookie that leaves an outcome for the next page of this browser, so that no address makes a page say something. */
export function outcomeCookie(site: Signing, left: Outcome): string {
  return signedCookie(site, NAME, left, LIFETIME)
}

/** The outcome that was left, and the cookies by which it is told this once; null where there is none. */
export function takeOutcome(
  site: Signing,
  request: Request,
): { readonly outcome: Outcome; readonly cookies: readonly string[] } | null {
  const left = outcome.nullable().parse(readSignedCookie(site, request, NAME))
  return left && { outcome: left, cookies: [cookie(site.config, NAME, '', 0)] }
}
