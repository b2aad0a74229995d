import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { z } from 'zod'
import { HOUR } from '../../clock.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import { keepCookie, readCookie } from '../own-cookie.ts'
import type { Site } from '../site.ts'

const COOKIE = { name: 'lanyard_hub_done', lifetime: 24 * HOUR }

/** The newest that a browser is known for; a request has room for no more. */
const MOST = 12

type Needs = Pick<Site, 'hub'>

/**
 * Remembers in this browser that a login or a mailed link has served here, so that Back, a reload and a form that is sent
 * twice are told that it is done. No other browser is: for a stranger with a used link it is a link that does not work.
 */
export function rememberDone(c: Context, site: Needs, what: string): void {
  const done = [digest(what), ...read(c, site)].slice(0, MOST)
  keepCookie(c, site, COOKIE, seal(site.hub.config.keys, COOKIE.name, JSON.stringify(done)))
}

export function isDoneHere(c: Context, site: Needs, what: string): boolean {
  return read(c, site).includes(digest(what))
}

function read(c: Context, site: Needs): readonly string[] {
  const sealed = readCookie(c, site, COOKIE)
  if (sealed === null) return []
  try {
    return z.array(z.string()).parse(JSON.parse(unseal(site.hub.config.keys, COOKIE.name, sealed).toString()))
  } catch {
    return []
  }
}

/** Short enough for a cookie; what it stands for opens nothing any more. */
function digest(what: string): string {
  return createHash('sha256').update(what).digest('base64url').slice(0, 22)
}
