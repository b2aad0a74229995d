import type { Kysely } from 'kysely'
import type { Outbox } from './deliver-due.ts'

/** What a table of mails has, besides the mails. Instants are milliseconds since 1970. */
export interface OutboxColumns<Id extends string = string> {
  id: Id
  created_at: number
  sent_at: number | null
  tries: number
  /** From when a node may take it; the node that takes it moves this on first. */
  next_try_at: number
  /** When it was given up. */
  failed_at: number | null
  /** Why the last try came to nothing: a code of a few words. */
  last_error: string | null
}

/** How an outbox is doing. */
export interface OutboxCounts {
  /** What waits, and since when the oldest of it does. */
  readonly queued: number
  readonly oldest: number | null
  /** What was given up. */
  readonly failed: number
}

/** How sending goes, for readiness: found by the index of what is due, however much was sent. */
export interface OutboxState {
  readonly waiting: number
  /** Since when the oldest of it waits; null where nothing does. */
  readonly oldest: number | null
  /** Why a try came to nothing; null where nothing that waits was tried in vain. */
  readonly trouble: string | null
}

/** What of {@link Outbox} is the same wherever mails wait, and what an operator asks of it. */
export interface OutboxTable<Id extends string> extends Omit<Outbox<Id>, 'compose'> {
  count(): Promise<OutboxCounts>
  state(): Promise<OutboxState>
  /** Makes everything due that was not sent, also what was given up. @returns how many */
  retry(now: number): Promise<number>
}

/** How a mail waits from the start. */
export function waitingFrom(createdAt: number): Omit<OutboxColumns, 'id'> {
  return { created_at: createdAt, sent_at: null, tries: 0, next_try_at: createdAt, failed_at: null, last_error: null }
}

/** A table of mails, by its columns of delivery alone. */
export function outboxTable<Id extends string, Name extends string, Schema extends Record<Name, OutboxColumns<Id>>>(
  anyDb: Kysely<Schema>,
  anyName: Name,
): OutboxTable<Id> {
  // One name for types, whichever table it is.
  const db = anyDb as unknown as Kysely<{ outbox: OutboxColumns }>
  const name = anyName as unknown as 'outbox'
  const unsent = () => db.selectFrom(name).where('sent_at', 'is', null)
  const changeUnsent = () => db.updateTable(name).where('sent_at', 'is', null)

  return {
    async listDue(now, most) {
      const due = unsent().where('failed_at', 'is', null).where('next_try_at', '<=', now)
      const rows = await due.orderBy('next_try_at').limit(most).select(['id', 'tries', 'next_try_at']).execute()
      return rows.map((row) => ({ id: row.id as Id, tries: row.tries, nextTryAt: row.next_try_at }))
    },
    async claim({ id, tries, nextTryAt }, until) {
      const { numUpdatedRows } = await changeUnsent()
        .where('id', '=', id)
        .where('next_try_at', '=', nextTryAt)
        .where('failed_at', 'is', null)
        .set({ tries: tries + 1, next_try_at: until })
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    // Whatever else was thought of it meanwhile: a server has it.
    async markSent(id, at) {
      await changeUnsent().where('id', '=', id).set({ sent_at: at, failed_at: null, last_error: null }).execute()
    },
    async putOff({ id, until }, nextTryAt, reason) {
      const held = changeUnsent().where('id', '=', id).where('next_try_at', '=', until)
      await held.set({ next_try_at: nextTryAt, last_error: reason }).execute()
    },
    async giveUp({ id, until }, at, reason) {
      const held = changeUnsent().where('id', '=', id).where('next_try_at', '=', until)
      await held.set({ failed_at: at, last_error: reason }).execute()
    },
    async count() {
      const { queued, failed, oldest } = await unsent()
        .select(({ fn }) => [
          fn.countAll().filterWhere('failed_at', 'is', null).as('queued'),
          fn.countAll().filterWhere('failed_at', 'is not', null).as('failed'),
          fn.min('created_at').filterWhere('failed_at', 'is', null).as('oldest'),
        ])
        .executeTakeFirstOrThrow()
      return { queued: Number(queued), failed: Number(failed), oldest }
    },
    async state() {
      const { waiting, ...state } = await unsent()
        .where('failed_at', 'is', null)
        .select(({ fn }) => [
          fn.countAll().as('waiting'),
          fn.min('created_at').as('oldest'),
          fn.max('last_error').as('trouble'),
        ])
        .executeTakeFirstOrThrow()
      return { ...state, waiting: Number(waiting) }
    },
    async retry(now) {
      const { numUpdatedRows } = await changeUnsent()
        .set({ tries: 0, next_try_at: now, failed_at: null })
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },
  }
}
