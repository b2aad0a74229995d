import { secondsSince } from '@lanyard/running'
import type { Hub } from '../../hub.ts'
import * as notices from './notices-store.ts'

/** How mails go out, for readiness. */
export async function mailState(hub: Pick<Hub, 'db' | 'now'>) {
  const { waiting, oldest, trouble } = await notices.outbox(hub.db).state()
  return { waiting, oldest_seconds_ago: secondsSince(oldest, hub.now()), trouble }
}
