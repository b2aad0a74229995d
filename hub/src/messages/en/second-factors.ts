import type { SecondFactor } from '../../people/ceremonies/progress.ts'

/** What people call the second factors that a person logs in with. */
const secondFactors = {
  otp: 'code from an authenticator app',
  recovery: 'recovery code',
  passkey: 'passkey',
  synced_passkey: 'passkey',
} as const satisfies Record<SecondFactor, string>

/** @param factor as acts have it written down; what is not known is shown as it is */
export function nameSecondFactor(factor: string): string {
  return Object.hasOwn(secondFactors, factor) ? secondFactors[factor as SecondFactor] : factor
}
