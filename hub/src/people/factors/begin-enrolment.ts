import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import { hasSecondFactor } from './list-factors.ts'
import { type Enrolment, type KeyRequest, showKey } from './show-key.ts'

/**
 * Shows a person who logs in without any second factor the key for their first authenticator app.
 *
 * @throws {Refusal} `already_enrolled`: a password alone never adds or replaces a second factor (T35)
 */
export async function beginEnrolment(hub: Pick<Hub, 'db' | 'config' | 'now'>, request: KeyRequest): Promise<Enrolment> {
  if (await hasSecondFactor(hub, request.account.id)) throw new Refusal('already_enrolled')
  return showKey(hub, request)
}
