import { composeMail, deliverDue, type Letterhead, type Mail, openPost, type Outbox, type Post } from '@lanyard/mail'
import type { Hub } from '../../hub.ts'
import type { NoticeId } from '../../ids.ts'
import type { Notice, NoticeContent } from './notice.ts'
import * as notices from './notices-store.ts'
import { openNotice } from './open-notice.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now' | 'log'>

/** Every mail: how it looks, and the words of each notice; `hub` is the hub's name. */
export interface MailTemplate {
  readonly letterhead: Letterhead
  readonly wordMail: (notice: NoticeContent, hub: string) => Mail
}

/** Sends the notices that are due; stops at the signal. */
export type DeliverNotices = (signal: AbortSignal) => Promise<void>

/**
 * Mail as it is configured. Without a mail server notices stay where they are: a warning says so, but for the demo, which
 * shows them on a page.
 */
export function prepareDelivery(hub: Part, stationery: MailTemplate): DeliverNotices {
  const { mail, issuer, demo } = hub.config
  if (mail === null) {
    if (!demo)
      hub.log.warn({ event: 'mail_not_configured' }, 'mails wait: LANYARD_SMTP and LANYARD_MAIL_FROM are not set')
    return async () => {}
  }
  const post = openPost(mail, issuer)
  return (signal) => deliverNotices(hub, { post, stationery }, signal)
}

async function deliverNotices(
  hub: Part,
  { post, stationery }: { readonly post: Post; readonly stationery: MailTemplate },
  signal: AbortSignal,
): Promise<void> {
  await deliverDue({ outbox: outboxOf(hub, stationery), post, now: hub.now, log: hub.log }, signal)
}

function outboxOf(hub: Part, { letterhead, wordMail }: MailTemplate): Outbox<NoticeId> {
  const { db } = hub
  return {
    ...notices.outbox(db),
    async compose(id) {
      const row = await notices.find(db, id)
      if (row === undefined) return null
      const notice = openNotice(hub, row)
      if (isOutlived(notice, hub.now())) return null
      const { recipient, createdAt } = notice
      return { messageId: id, recipient, createdAt, ...composeMail(wordMail(notice, letterhead.name), letterhead) }
    },
  }
}

/** A link that opens nothing any more is better not sent. */
function isOutlived({ details }: Notice, now: number): boolean {
  return 'expiresAt' in details && details.expiresAt <= now
}
