import type { OutboxCounts } from '@lanyard/mail'
import { secondsSince } from '@lanyard/running'
import { deleteRows } from '@lanyard/storage'
import { DAY } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { outbox } from './notices-store.ts'

/** How the outbox is doing. */
export async function countNotices({ db }: Pick<Hub, 'db'>): Promise<OutboxCounts> {
  return outbox(db).count()
}

/** How mails go out, for readiness. */
export async function mailState({ db, now }: Pick<Hub, 'db' | 'now'>) {
  const { waiting, oldest, trouble } = await outbox(db).state()
  return { waiting, oldest_seconds_ago: secondsSince(oldest, now()), trouble }
}

/**
 * Makes everything due that was not sent, and takes back that mails were given up: for when the reason is mended.
 *
 * @returns how many mails
 */
export async function retryNotices({ db, now }: Pick<Hub, 'db' | 'now'>): Promise<number> {
  return outbox(db).retry(now())
}

/** Deletes mails after a month, also those that were never sent: what they tell is old by then. */
export async function pruneNotices({ db, now }: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  const before = now() - 30 * DAY
  await deleteRows(db, { from: 'notices', key: ['id'], where: (row) => row('created_at', '<', before) }, signal)
}
