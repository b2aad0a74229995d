import { secondsSince } from '@lanyard/running'
import type { Psa } from '../psa.ts'
import * as mails from './mails-store.ts'

/** How mails go out, for readiness. */
export async function mailState(psa: Pick<Psa, 'db' | 'now'>) {
  const { waiting, oldest, trouble } = await mails.outbox(psa.db).state()
  return { waiting, oldest_seconds_ago: secondsSince(oldest, psa.now()), trouble }
}
