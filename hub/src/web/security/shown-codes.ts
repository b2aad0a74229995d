import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { z } from 'zod'
import { MINUTE, SECOND } from '../../clock.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'

const COOKIE = 'lanyard_hub_recovery_codes'
const LIFETIME = 5 * MINUTE
const path = routes.profileSettings.security

/**
 * Leaves new recovery codes for the page that shows them. They travel in a cookie that only this hub can read, and only
 * for the session that made them; the hub itself keeps nothing but their hashes.
 */
export function leaveCodes(c: Context, { hub }: Pick<Site, 'hub'>, session: string, codes: readonly string[]): void {
  setCookie(c, COOKIE, seal(hub.config.keys, purposeOf(session), JSON.stringify(codes)), {
    path,
    httpOnly: true,
    sameSite: 'Strict',
    maxAge: LIFETIME / SECOND,
    ...bindingOf(hub),
  })
}

/** The codes that were left, again on a reload; null where there are none, or none of this session. */
export function findCodes(c: Context, { hub }: Pick<Site, 'hub'>, session: string): readonly string[] | null {
  const sealed = getCookie(c, COOKIE, bindingOf(hub).prefix)
  if (sealed === undefined) return null
  try {
    return z.array(z.string()).parse(JSON.parse(unseal(hub.config.keys, purposeOf(session), sealed).toString()))
  } catch {
    return null
  }
}

/** The person has gone on. */
export function forgetCodes(c: Context, { hub }: Pick<Site, 'hub'>): void {
  const binding = bindingOf(hub)
  if (getCookie(c, COOKIE, binding.prefix) !== undefined) deleteCookie(c, COOKIE, { path, ...binding })
}

/** Over https no page of http can plant it (`__Secure-`). Its path keeps it out of other requests and rules `__Host-` out. */
function bindingOf({ config }: Site['hub']): { readonly secure: boolean; readonly prefix?: 'secure' } {
  return config.issuer.startsWith('https:') ? { secure: true, prefix: 'secure' } : { secure: false }
}

const purposeOf = (session: string): string => `recovery-codes:${session}`
