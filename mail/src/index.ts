/**
 * Mail over SMTP, for every part that writes to people: its settings, what a mail looks like, how it is sent, and an
 * outbox that is tried until a server takes what is in it.
 *
 * @module
 */
export { findHalfMail, type MailSettings, readMailAddress, readMailSender, readMailServer } from './mail-settings.ts'
export { composeMail, type Letterhead, type Mail } from './compose-mail.ts'
export { openPost, type Post } from './open-post.ts'
export { deliverDue, type Outbox } from './deliver-due.ts'
export { type OutboxColumns, type OutboxCounts, type OutboxTable, outboxTable, waitingFrom } from './outbox-table.ts'
export { defuseName, quoteName } from './defuse-name.ts'
export { letter, letterTo, questions } from './letter.ts'
