import { composeMail, deliverDue, type Letterhead, openPost, type Outbox } from '@lanyard/mail'
import type { MailId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { readText } from './mail-text.ts'
import * as mails from './mails-store.ts'

type Part = Pick<Psa, 'db' | 'config' | 'now' | 'log' | 'brand' | 'words'>

/** Sends the mails that are due; stops at the signal. */
export type DeliverMails = (signal: AbortSignal) => Promise<void>

/**
 * Mail as it is configured. Without a mail server mails stay in the outbox: a warning says so, but for the demo, which shows
 * them on a page.
 */
export function prepareDelivery(psa: Part): DeliverMails {
  const { now, log, config } = psa
  const { mail, demo, origin } = config
  if (mail === null) {
    if (!demo) log.warn({ event: 'mail_not_configured' }, 'mails wait: LANYARD_SMTP and LANYARD_MAIL_FROM are not set')
    return async () => {}
  }
  if (config.keys === null && !demo) {
    log.warn({ event: 'mail_not_sealed' }, 'mails wait unsealed in the database: LANYARD_KEYS is not set')
  }
  const delivery = { outbox: outboxOf(psa), post: openPost(mail, origin), now, log }
  return (signal) => deliverDue(delivery, signal)
}

function outboxOf({ db, now, brand, words, config }: Part): Outbox<MailId> {
  const footer = brand.supportAddress === undefined ? null : words.mails.footer(brand.supportAddress)
  const letterhead: Letterhead = { name: brand.name, footer, language: words.language, origin: config.origin }
  return {
    ...mails.outbox(db),
    async compose(id) {
      const row = await mails.find(db, id)
      if (row === undefined || (row.expires_at !== null && row.expires_at <= now())) return null
      const { recipient, created_at: createdAt, subject } = row
      const text = readText({ config }, id, row)
      return { messageId: id, recipient, createdAt, ...composeMail({ subject, text }, letterhead) }
    },
  }
}
