import type { CookiesSetOptions } from 'oidc-provider'
import type { Hub } from '../hub.ts'
import { deriveKeys } from '@lanyard/storage/secrets'

/**
 * The provider's cookies. They are signed, so that knowing the address of a person's login is not enough to take part
 * in it. Over https the session's cookie is bound to this host (T39); the other two have a path and cannot be.
 */
export function cookies({ config }: Pick<Hub, 'config'>) {
  const secure = config.issuer.startsWith('https:')
  const options: CookiesSetOptions = { httpOnly: true, sameSite: 'lax', signed: true, secure }
  return {
    names: {
      session: secure ? '__Host-lanyard_hub' : 'lanyard_hub',
      interaction: secure ? '__Secure-lanyard_hub_login' : 'lanyard_hub_login',
      resume: secure ? '__Secure-lanyard_hub_resume' : 'lanyard_hub_resume',
    },
    long: options,
    short: options,
    keys: deriveKeys(config.keys, 'cookies').map((key) => key.toString('base64url')),
  }
}
