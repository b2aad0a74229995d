import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { seal, unseal } from '../secrets/envelope.ts'
import type { Site } from './site.ts'

const COOKIE = 'lanyard_hub_outcome'
const LIFETIME_SECONDS = 60

/** What an act achieved, for the page that the browser is sent to after it. */
export interface Outcome {
  readonly text: string
  /** A link that is shown this once. */
  readonly link?: { readonly label: string; readonly address: string } | undefined
}

const outcome = z.object({
  text: z.string(),
  link: z.object({ label: z.string(), address: z.string() }).optional(),
})

/**
 * Leaves an outcome for the next page of this browser. It travels in a cookie that only this hub can write or read: no
 * address makes a page say something, and a link that is shown once is stored nowhere.
 */
export function leaveOutcome(c: Context, site: Pick<Site, 'hub'>, { text, link }: Outcome): void {
  const { keys, issuer } = site.hub.config
  setCookie(c, COOKIE, seal(keys, COOKIE, JSON.stringify({ text, link })), {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: issuer.startsWith('https:'),
    maxAge: LIFETIME_SECONDS,
  })
}

/** The outcome that was left, once; null where there is none, or none of this hub. */
export function takeOutcome(c: Context, site: Pick<Site, 'hub'>): Outcome | null {
  const sealed = getCookie(c, COOKIE)
  if (sealed === undefined) return null
  deleteCookie(c, COOKIE, { path: '/' })
  try {
    return outcome.parse(JSON.parse(unseal(site.hub.config.keys, COOKIE, sealed).toString()))
  } catch {
    return null
  }
}
