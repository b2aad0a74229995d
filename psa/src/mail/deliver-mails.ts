import { setTimeout as rest } from 'node:timers/promises'
import { composeMail, deliverDue, type Letterhead, openPost, type Outbox } from '@lanyard/mail'
import type { MailId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import * as mails from './mails-store.ts'

type Part = Pick<Psa, 'db' | 'config' | 'now' | 'log' | 'brand' | 'words'>

/** Milliseconds between two looks at the outbox. */
const EVERY = 1000

/**
 * Sends what is in the outbox, from now on. Without a mail server mails stay there: a warning says so, but for the demo,
 * which shows them on a page.
 *
 * @returns stops it, and waits for what is under way
 */
export function startDelivery(psa: Part): () => Promise<void> {
  const { mail, demo } = psa.config
  if (mail === null) {
    if (!demo)
      psa.log.warn({ event: 'mail_not_configured' }, 'mails wait: LANYARD_SMTP and LANYARD_MAIL_FROM are not set')
    return async () => {}
  }
  const deliver = prepareDelivery(psa, mail)
  const stopping = new AbortController()
  const work = repeat(psa, deliver, stopping.signal)
  return async () => {
    stopping.abort()
    await work
  }
}

/** One round over what is due. */
export function prepareDelivery(
  psa: Part,
  settings: NonNullable<Part['config']['mail']>,
): (signal: AbortSignal) => Promise<void> {
  const { now, log, config } = psa
  const delivery = { outbox: outboxOf(psa), post: openPost(settings, config.origin), now, log }
  return (signal) => deliverDue(delivery, signal)
}

async function repeat(
  { log }: Part,
  deliver: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await deliver(signal).catch((err: unknown) => log.error({ event: 'mail_failed', err }))
    await rest(EVERY, undefined, { signal }).catch(() => undefined)
  }
}

function outboxOf({ db, now, brand, words, config }: Part): Outbox<MailId> {
  const footer = brand.supportAddress === undefined ? null : words.mails.footer(brand.supportAddress)
  const letterhead: Letterhead = { name: brand.name, footer, language: words.language, origin: config.origin }
  return {
    ...mails.outbox(db),
    async compose(id) {
      const row = await mails.find(db, id)
      if (row === undefined || (row.expires_at !== null && row.expires_at <= now())) return null
      const { recipient, created_at: createdAt, subject, body } = row
      return { messageId: id, recipient, createdAt, ...composeMail({ subject, text: body }, letterhead) }
    },
  }
}
