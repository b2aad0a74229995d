import { createHmac, timingSafeEqual } from 'node:crypto'
import type { PsaConfig } from '../config.ts'
import { cookie, readCookie } from '../cookies.ts'

export type Signing = { readonly config: Pick<PsaConfig, 'origin' | 'deployment' | 'clientKey'> }

/** A cookie that only this deployment can write: the browser can read it and not change it. */
export function signedCookie({ config }: Signing, name: string, value: unknown, seconds: number): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url')
  return cookie(config, name, `${text}.${codeOf(config, name, text).toString('base64url')}`, seconds)
}

/** What was written; null for anything else. */
export function readSignedCookie({ config }: Signing, request: Request, name: string): unknown {
  const [text = '', code = ''] = readCookie(config, request, name)?.split('.') ?? []
  const [given, right] = [Buffer.from(code, 'base64url'), codeOf(config, name, text)]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  return JSON.parse(Buffer.from(text, 'base64url').toString())
}

/** The key comes from the client's own, which all nodes of a deployment share. */
function codeOf({ clientKey }: Signing['config'], name: string, text: string): Buffer {
  return createHmac('sha256', `psa cookie:${clientKey.d}`).update(`${name}\n${text}`).digest()
}
