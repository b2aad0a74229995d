import type { Context } from 'hono'
import { z } from 'zod'
import { SECOND } from '../clock.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import { keepCookie, takeCookie } from './own-cookie.ts'
import type { Site } from './site.ts'

const COOKIE = { name: 'lanyard_hub_outcome', lifetime: 60 * SECOND }

/** What an act achieved, for the page that the browser is sent to after it. */
export interface Outcome {
  readonly text: string
  /** Nothing was achieved. */
  readonly isNote?: boolean | undefined
  /** A link that is shown this once. */
  readonly link?: { readonly label: string; readonly address: string } | undefined
}

const outcome = z.object({
  text: z.string(),
  isNote: z.boolean().optional(),
  link: z.object({ label: z.string(), address: z.string() }).optional(),
})

/**
 * Leaves an outcome for the next page of this browser. It travels in a cookie that only this hub can write or read: no
 * address makes a page say something, and a link that is shown once is stored nowhere.
 */
export function leaveOutcome(c: Context, site: Pick<Site, 'hub'>, left: Outcome): void {
  keepCookie(c, site, COOKIE, seal(site.hub.config.keys, COOKIE.name, JSON.stringify(left)))
}

/** The outcome that was left, once; null where there is none, or none of this hub. */
export function takeOutcome(c: Context, site: Pick<Site, 'hub'>): Outcome | null {
  const sealed = takeCookie(c, site, COOKIE)
  if (sealed === null) return null
  try {
    return outcome.parse(JSON.parse(unseal(site.hub.config.keys, COOKIE.name, sealed).toString()))
  } catch {
    return null
  }
}
