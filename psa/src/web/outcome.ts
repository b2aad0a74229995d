import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { PsaConfig } from '../config.ts'
import { cookie, readCookie } from '../cookies.ts'

const NAME = 'outcome'
/** Seconds. */
const LIFETIME = 60

type Where = { readonly config: Pick<PsaConfig, 'origin' | 'deployment' | 'clientKey'> }

const outcome = z.object({
  text: z.string().optional(),
  /** Whether the person who logged out here is still logged in at the hub. */
  atHub: z.enum(['surely', 'perhaps']).optional(),
  /** Who came from the hub unlinked has logged in here: the account that they came with, as far as it is known (A24). */
  linkNow: z.object({ account: z.string().optional() }).optional(),
})

/** What an act achieved, for the page that the browser is sent to after it. */
export type Outcome = z.infer<typeof outcome>

/**
 * The cookie that leaves an outcome for the next page of this browser. Only this deployment can write it: no address
 * makes a page say something.
 */
export function outcomeCookie({ config }: Where, left: Outcome): string {
  const text = Buffer.from(JSON.stringify(left)).toString('base64url')
  return cookie(config, NAME, `${text}.${codeOf(config, text).toString('base64url')}`, LIFETIME)
}

/** The outcome that was left, and the cookies by which it is told this once; null where there is none. */
export function takeOutcome(
  { config }: Where,
  request: Request,
): { readonly outcome: Outcome; readonly cookies: readonly string[] } | null {
  const [text = '', code = ''] = readCookie(config, request, NAME)?.split('.') ?? []
  const [given, right] = [Buffer.from(code, 'base64url'), codeOf(config, text)]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const left = outcome.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return { outcome: left, cookies: [cookie(config, NAME, '', 0)] }
}

/** The key comes from the client's own, which all nodes of a deployment share. */
function codeOf({ clientKey }: Where['config'], text: string): Buffer {
  return createHmac('sha256', `psa outcome:${clientKey.d}`).update(text).digest()
}
