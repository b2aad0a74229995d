import type { databases } from '@lanyard/storage/testing'
import { Secret } from 'otpauth'
import { openPeopledHub, operator } from '../../../../testing.ts'
import { SECOND } from '../../../clock.ts'
import type { Hub } from '../../../hub.ts'
import { Refusal } from '../../../refusal.ts'
import { importAuthenticator } from '../import-authenticator.ts'
import { codeOf, stepAt } from '../one-time-codes.ts'
import { verifyCode } from '../verify-code.ts'

export const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const source = 'test'
export const codeAt = (hub: Pick<Hub, 'now'>, steps = 0, secret = SECRET) =>
  codeOf(Uint8Array.from(Secret.fromBase32(secret).bytes), stepAt(hub.now()) + steps)

export function refused(code: string, seconds?: number) {
  return (error: unknown) =>
    error instanceof Refusal && error.code === code && (seconds === undefined || error.details['seconds'] === seconds)
}

export async function openHubWithPhone(database: (typeof databases)[number]) {
  const hub = await openPeopledHub(database)
  const account = hub.alderMasterAccount
  await importAuthenticator(hub, { account: account.id, secret: SECRET, by: operator })
  // The beginning of a step, so that what is said of seconds is exact.
  hub.pass(30 * SECOND - (hub.now() % (30 * SECOND)))
  const verify = (code: string, by: Hub = hub) => verifyCode(by, { account: account.id, code, source })
  return { ...hub, account, verify }
}
