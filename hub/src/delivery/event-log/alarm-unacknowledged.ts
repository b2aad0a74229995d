import { DAY } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import * as events from './events-store.ts'

/**
 * Raises an alarm, once, for each deployment that has not applied events for a day. They stay in its log and are not lost:
 * it reads them before it serves a session. Sessions that it began earlier are served until then, for its own grace at most, if it runs at all.
 */
export async function alarmUnacknowledged({ db, now, log }: Pick<Hub, 'db' | 'now' | 'log'>): Promise<void> {
  for (const { deployment, last, since } of await events.listStale(db, now() - DAY)) {
    if (!(await events.markAlarmed(db, deployment, last))) continue
    log.error({ event: 'events_unacknowledged', deployment, since }, 'a product has not read its log for a day')
  }
}
