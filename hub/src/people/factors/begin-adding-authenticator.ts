import type { Hub } from '../../hub.ts'
import { assertRoom } from './assert-room.ts'
import { type Enrolment, type KeyRequest, showKey } from './show-key.ts'

/**
 * Shows a person whose factors were given just now the key for one more app.
 *
 * @throws {Refusal} `too_many_factors`
 */
export async function beginAddingAuthenticator(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: KeyRequest,
): Promise<Enrolment> {
  await assertRoom(hub, request.account.id)
  return showKey(hub, request)
}
