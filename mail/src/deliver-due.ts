import type { Letter, Post } from './open-post.ts'

/** A mail whose time has come. */
export interface DueMail<Id extends string = string> {
  readonly id: Id
  readonly tries: number
  readonly nextTryAt: number
}

/** A node's right to try a mail: it holds while `nextTryAt` is this `until`. */
interface Claim<Id extends string> {
  readonly id: Id
  readonly until: number
}

/**
 * The table in which mails wait. Several nodes work on it at once, and none holds a lock while it talks to a server, so
 * `claim` is a compare-and-set on `nextTryAt`, and what follows says which claim it is about.
 */
export interface Outbox<Id extends string = string> {
  /** Neither sent nor given up, and due; those that wait longest come first. */
  listDue(now: number, most: number): Promise<readonly DueMail<Id>[]>
  /** Counts a try and moves `nextTryAt` to `until`. @returns false where another node was faster */
  claim(mail: DueMail<Id>, until: number): Promise<boolean>
  markSent(id: Id, at: number): Promise<void>
  /** Ends a claim that is still held; to be tried again. */
  putOff(claim: Claim<Id>, nextTryAt: number, reason: string): Promise<void>
  /** Ends a claim that is still held; not to be tried again. */
  giveUp(claim: Claim<Id>, at: number, reason: string): Promise<void>
  /** The mail as it goes out; null where it would tell nothing any more, such as a link that has expired. */
  compose(id: Id): Promise<Letter | null>
}

interface LogEntry {
  readonly event: string
  readonly [fact: string]: unknown
}

interface Delivery<Id extends string> {
  readonly outbox: Outbox<Id>
  readonly post: Post
  readonly now: () => number
  readonly log: Record<'info' | 'error', (entry: LogEntry, words: string) => void>
}

/** Milliseconds. */
const SECOND = 1000
const FIRST_PAUSE = 10 * SECOND
const LONGEST_PAUSE = 3600 * SECOND
/** Longer than any try lasts: a node that has not come back by then has died, and the mail is tried again. */
const CLAIM = 300 * SECOND
/** With these pauses: for three days. */
const MOST_TRIES = 80
const AT_ONCE = 5

/**
 * Sends what is due, and puts off what a server does not take now.
 *
 * At least once: a process that dies after a server took a mail and before that is written down sends it again, under the
 * same Message-ID. Mails are given up when a server refuses them for good, and after three days.
 */
export async function deliverDue<Id extends string>(delivery: Delivery<Id>, signal: AbortSignal): Promise<void> {
  const { outbox, now } = delivery
  while (!signal.aborted) {
    const due = await outbox.listDue(now(), AT_ONCE)
    if (due.length === 0) return
    await Promise.all(due.map((mail) => deliver(delivery, mail, signal)))
  }
}

async function deliver<Id extends string>(
  delivery: Delivery<Id>,
  mail: DueMail<Id>,
  signal: AbortSignal,
): Promise<void> {
  const { outbox, now, log } = delivery
  const { id } = mail
  const claim = { id, until: now() + CLAIM }
  const tries = mail.tries + 1
  try {
    if (!(await outbox.claim(mail, claim.until))) return
    const outcome = await tryOnce(delivery, id, signal)
    if (outcome.state === 'sent') {
      await outbox.markSent(id, now())
    } else if (outcome.state === 'expired') {
      await outbox.giveUp(claim, now(), 'expired')
      log.info({ event: 'mail_expired', mail: id }, 'a mail was too late to be sent')
    } else if (outcome.state === 'refused' || tries >= MOST_TRIES) {
      await outbox.giveUp(claim, now(), outcome.reason)
      log.error({ event: 'mail_given_up', mail: id, tries, reason: outcome.reason }, 'a mail was given up')
    } else {
      await outbox.putOff(claim, now() + pauseAfter(tries), outcome.reason)
      log.info({ event: 'mail_put_off', mail: id, tries, reason: outcome.reason }, 'a mail was put off')
    }
  } catch (error) {
    // The claim runs out by itself.
    log.error({ event: 'mail_failed', mail: id, error }, 'a mail could not be handled')
  }
}

async function tryOnce<Id extends string>({ outbox, post }: Delivery<Id>, id: Id, signal: AbortSignal) {
  const letter = await outbox.compose(id)
  return letter === null ? { state: 'expired' as const } : post.send(letter, signal)
}

/** Doubles from 10 seconds to an hour, a fifth more or less, so that what failed together does not come back together. */
function pauseAfter(tries: number): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
  return Math.round(pause * (0.8 + 0.4 * Math.random()))
}
