import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readSignedCookie, signedCookie, type Signing } from '../signed-cookie.ts'

const NAME = 'used-links'
/** Seconds. */
const LIFETIME = 24 * 60 * 60
/** The newest that a browser is known for. */
const MOST = 6

/**
 * Remembers in this browser that a mailed link has served here, so that Back, a reload and a form that is sent twice are
 * told that it is done. No other browser is: for a stranger it is a link that does not work.
 */
export function usedLinkCookie(site: Signing, request: Request, token: string): string {
  return signedCookie(site, NAME, [digest(token), ...read(site, request)].slice(0, MOST), LIFETIME)
}

export function isUsedHere(site: Signing, request: Request, token: string): boolean {
  return read(site, request).includes(digest(token))
}

function read(site: Signing, request: Request): readonly string[] {
  return z.array(z.string()).parse(readSignedCookie(site, request, NAME) ?? [])
}

/** Short enough for a cookie; what it stands for opens nothing any more. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 22)
}
