import { setTimeout as rest } from 'node:timers/promises'
import { deleteRows } from '@lanyard/storage'
import { DAY, MINUTE, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId } from '../../ids.ts'
import * as deliveries from './logout-deliveries-store.ts'
import type { LogoutDelivery, SendLogoutToken } from './logout-delivery.ts'

const FIRST_PAUSE = SECOND
const LONGEST_PAUSE = 10 * MINUTE
const GIVEN_UP_AFTER = DAY
/** Longer than any try lasts: a node that has not come back by then has died, and the client is told again. */
const CLAIM = 30 * SECOND
/** Sent to a client at once. It gets the next ones when it has confirmed these: one that is slow gets no more at once. */
const AT_ONCE = 10
const LOOK_EVERY = SECOND / 4
/** For one that has not confirmed what it was sent, within the same turn. */
const PAUSE_OF_CLIENT = 5 * SECOND
/** Less than a loop may take. A turn that is over takes up nothing more, and waits for the tokens that are under way. */
const LONGEST_TURN = 20 * SECOND

type Delivering = Pick<Hub, 'db' | 'now' | 'log'>

/**
 * Tells clients of logouts whose time has come, and puts off what they do not confirm. Each client is told beside the
 * others: while one is slow, the turn goes on looking for what the others must hear.
 *
 * At least once: a node that dies after a client has confirmed, and before that is written down, tells it again, by a token
 * of its own. A delivery is given up after a day, or when there is no one any more to deliver it to. Any number of nodes
 * may do it at once.
 */
export async function deliverDueLogouts(hub: Delivering, tell: SendLogoutToken, signal?: AbortSignal): Promise<void> {
  const until = performance.now() + LONGEST_TURN
  const goesOn = () => signal?.aborted !== true && performance.now() < until
  const lanes = new Map<string, Promise<void>>()
  const pausedUntil = new Map<string, number>()
  const open = async (client: string): Promise<void> => {
    if (!(await deliverTo(hub, tell, { client }, goesOn))) pausedUntil.set(client, performance.now() + PAUSE_OF_CLIENT)
    lanes.delete(client)
  }
  try {
    do {
      for (const client of await deliveries.listDueClients(hub.db, hub.now()))
        if (!lanes.has(client) && (pausedUntil.get(client) ?? 0) <= performance.now()) lanes.set(client, open(client))
      if (lanes.size > 0) await Promise.race([...lanes.values(), rest(LOOK_EVERY, undefined, { ref: false })])
    } while (lanes.size > 0 && goesOn())
  } finally {
    await Promise.all(lanes.values())
  }
}

/** As {@link deliverDueLogouts}, for what one act has queued. */
export async function deliverLogoutsOf(hub: Delivering, tell: SendLogoutToken, auditId: AuditId): Promise<void> {
  const clients = await deliveries.listDueClients(hub.db, hub.now(), auditId)
  await Promise.all(clients.map((client) => deliverTo(hub, tell, { client, auditId }, () => true)))
}

/** @returns whether the client has confirmed everything that was due; never rejects */
async function deliverTo(
  hub: Delivering,
  tell: SendLogoutToken,
  of: { readonly client: string; readonly auditId?: AuditId },
  goesOn: () => boolean,
): Promise<boolean> {
  try {
    while (goesOn()) {
      const due = await deliveries.listDue(hub.db, { of, now: hub.now(), most: AT_ONCE })
      const confirmed = await Promise.all(due.map((delivery) => deliver(hub, tell, delivery)))
      if (confirmed.includes(false)) return false
      if (due.length < AT_ONCE) return true
    }
  } catch (error) {
    hub.log.error({ event: 'logout_failed', client: of.client, error }, 'log-outs could not be handled')
  }
  return false
}

/** @returns whether the client has confirmed it */
async function deliver(
  { db, now, log }: Delivering,
  tell: SendLogoutToken,
  delivery: LogoutDelivery,
): Promise<boolean> {
  const { id, client } = delivery
  const tries = delivery.tries + 1
  const at = now()
  const claim = { id, until: at + CLAIM }
  try {
    if (!(await deliveries.claim(db, delivery, { at, until: claim.until }))) return false
    const told = await tell(delivery)
    const took = now() - at
    if (told === 'confirmed') {
      await deliveries.markAnswered(db, id, { at: now(), took })
      return true
    }
    if (told === 'gone') {
      await deliveries.giveUp(db, claim, { at: now(), took, reason: 'client_gone' })
      log.info({ event: 'logout_recipient_gone', client, id }, 'a client that is gone hears of no log-out')
    } else if (now() - delivery.queuedAt >= GIVEN_UP_AFTER) {
      await deliveries.giveUp(db, claim, { at: now(), took, reason: told.failed })
      log.error(
        { event: 'logout_given_up', client, id, tries, reason: told.failed },
        'a client was not told of a log-out',
      )
    } else {
      await deliveries.putOff(db, claim, { nextTryAt: now() + pauseAfter(tries), took, reason: told.failed })
      log.info(
        { event: 'logout_put_off', client, id, tries, reason: told.failed },
        'a client is told of a log-out later',
      )
    }
  } catch (error) {
    // The claim runs out by itself.
    log.error({ event: 'logout_failed', client, id, error }, 'a log-out could not be handled')
  }
  return false
}

/** Doubles from a second to ten minutes, a fifth more or less, so that what failed together does not come back together. */
function pauseAfter(tries: number): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
  return Math.round(pause * (0.8 + 0.4 * Math.random()))
}

/** Deletes, after a month, which clients were told of logouts; what still waits stays. */
export async function pruneLogouts({ db, now }: Pick<Hub, 'db' | 'now'>, signal?: AbortSignal): Promise<void> {
  const before = now() - 30 * DAY
  for (const over of ['answered_at', 'failed_at'] as const) {
    await deleteRows(db, { from: 'logout_deliveries', key: ['id'], where: (row) => row(over, '<', before) }, signal)
  }
}
