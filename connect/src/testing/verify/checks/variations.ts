import { type Browser, openBrowser } from '../../hostile-browser.ts'
import type { Lie } from '../../hostile-hub.ts'
import { type Claims, without } from '../../jwt.ts'

/** Forms that no page of the product sent, as browsers tell. */
export const foreignHeaders: Readonly<Record<string, Record<string, string>>> = {
  'a foreign Origin': { Origin: 'https://evil.example' },
  'an opaque Origin': { Origin: 'null' },
  'Sec-Fetch-Site: cross-site': { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
  'Sec-Fetch-Site: same-site': { Origin: 'https://sibling.example', 'Sec-Fetch-Site': 'same-site' },
  'no header that says': {},
}

type Bend = (callback: URL) => void

export const STATES: Readonly<Record<string, Bend>> = {
  'another state': ({ searchParams }) => searchParams.set('state', 'att_of_somebody_else'),
  'no state': ({ searchParams }) => searchParams.delete('state'),
}

export const ISSUERS: Readonly<Record<string, Bend>> = {
  'another issuer': ({ searchParams }) => searchParams.set('iss', 'https://evil.example'),
  'no issuer': ({ searchParams }) => searchParams.delete('iss'),
}

const claims = (change: (claims: Claims) => Claims): Lie => ({ claims: change })
const now = () => Math.floor(Date.now() / 1000)

/** No second factor, or none just now. */
export const STALE: Readonly<Record<string, Lie>> = {
  'a log-in of an hour ago': claims((true_) => ({ ...true_, auth_time: now() - 3600 })),
  'a log-in at an unknown time': claims((true_) => without(true_, 'auth_time')),
  'a password alone': claims((true_) => ({ ...without(true_, 'acr'), amr: ['pwd'] })),
}

/** ID tokens that are not this product's, not this browser's, or not the hub's. */
export const FORGED: Readonly<Record<string, Lie>> = {
  'nonce of another browser': claims((true_) => ({ ...true_, nonce: 'another' })),
  'no nonce': claims((true_) => without(true_, 'nonce')),
  'another audience': claims((true_) => ({ ...true_, aud: 'somebody-else' })),
  'an audience of two, the other authorized': claims((true_) => ({
    ...true_,
    aud: [true_['aud'], 'somebody-else'],
    azp: 'somebody-else',
  })),
  'another issuer': claims((true_) => ({ ...true_, iss: 'https://evil.example' })),
  expired: claims((true_) => ({ ...true_, iat: now() - 7200, exp: now() - 3600 })),
  'no end': claims((true_) => without(true_, 'exp')),
  'no subject': claims((true_) => without(true_, 'sub')),
  'alg none': { signing: 'none' },
  'another key': { signing: 'another key' },
  'the public key as a secret': { signing: 'public key as secret' },
  'no signature': { signing: 'cut off' },
  'a password alone': claims((true_) => ({ ...without(true_, 'acr'), amr: ['pwd'] })),
}

/** Only the cookies that a ceremony set, together with another browser's. */
export function onlyNewCookies(host: string, browser: Browser, before: Browser, other = openBrowser()): Browser {
  const known = before.cookies(host)
  for (const [name, value] of browser.cookies(host)) {
    if (!known.has(name)) other.setCookie(host, name, value)
  }
  return other
}
