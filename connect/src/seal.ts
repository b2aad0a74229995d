import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Client } from './api/provider.ts'
import { isSameText } from './ids.ts'

/** Puts what the product has to remember into the hands of a browser, which can read it and not change it. */
export interface Seal {
  /** @param about what it is for: it opens for nothing else */
  close(value: unknown, about: string): string
  /** @returns null for anything that {@link close} did not make for the same */
  open(text: string, about: string): unknown
}

/** The key comes from the client's own, which all nodes of a deployment share, so that each opens what another closed. */
export function createSeal(client: Client): Seal {
  const own = 'secret' in client ? client.secret : client.privateKey.d
  const key = createHash('sha256')
    .update(`connect seal:${own ?? randomBytes(32).toString('base64url')}`)
    .digest()
  const codeOf = (text: string, about: string) =>
    createHmac('sha256', key).update(`${about}\n${text}`).digest('base64url')
  return {
    close(value, about) {
      const text = Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${text}.${codeOf(text, about)}`
    },
    open(sealed, about) {
      const [text = '', code = ''] = sealed.split('.')
      if (!isSameText(code, codeOf(text, about))) return null
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown
    },
  }
}
