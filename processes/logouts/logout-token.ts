import { createPrivateKey, randomUUID, sign } from 'node:crypto'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import { listPrivateKeys } from '@lanyard/hub/src/records/signing-keys/list-signing-keys.ts'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'

/** The key with which the hub signs for its products. */
export async function currentKey(hub: Pick<Hub, 'db' | 'config'>) {
  const current = (await listPrivateKeys(hub)).find(({ alg, state }) => alg === 'ES256' && state === 'current')
  if (current === undefined) throw new Error('The hub has no key.')
  return current.jwk
}

/** A logout token for a product of the suite, whose hub sends none: any key can be tried on the product. */
export function makeLogoutToken(
  { config }: Pick<Hub, 'config'>,
  key: Awaited<ReturnType<typeof currentKey>>,
  { audience, sid }: { readonly audience: string; readonly sid: string },
): string {
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss: config.issuer,
    aud: audience,
    sid,
    iat,
    exp: iat + 60,
    jti: randomUUID(),
    events: { [EVENT]: {} },
  }
  const content = [{ alg: 'ES256', typ: 'logout+jwt', kid: key.kid }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  const privateKey = { key: createPrivateKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`
}
