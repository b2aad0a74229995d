import { createTransport } from 'nodemailer'
import type { MailServer, MailSettings } from './mail-settings.ts'

/** A mail on its way: the same each time that it is tried, so that mail programs show a second copy once. */
export interface Letter {
  readonly messageId: string
  readonly recipient: string
  readonly createdAt: number
  readonly subject: string
  readonly text: string
  readonly html: string
}

/**
 * What came of a try. `refused`: the server takes this message, or its recipient, not now and not later.
 * `failed`: everything else, also a wrong password of ours, which the operator can mend.
 *
 * `reason` is a code of a few words; never what a server wrote, which may repeat addresses and text.
 */
export type Outcome = { readonly state: 'sent' } | { readonly state: 'refused' | 'failed'; readonly reason: string }

/** The way out. */
export interface Post {
  send(letter: Letter, signal: AbortSignal): Promise<Outcome>
}

/** Milliseconds. One try is over, one way or the other, after `WHOLE`. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 }
const WHOLE = 60_000

/** The way to a server; a connection is opened for each mail. `origin` is the part's own, whose host it greets with. */
export function openPost({ server, sender }: MailSettings, origin: string): Post {
  const host = new URL(origin).hostname
  const transport = createTransport({
    ...addressOf(server),
    ...PATIENCE,
    name: host,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send({ messageId, recipient, createdAt, ...content }, signal) {
      try {
        await transport.sendMail({
          ...content,
          // As objects and not as text: an address with a comma in it stays one address.
          from: { ...sender },
          to: { name: '', address: recipient },
          envelope: { from: { name: '', address: sender.address }, to: { name: '', address: recipient } },
          messageId: `<${messageId}@${host}>`,
          date: new Date(createdAt),
          // RFC 3834, section 5, and its likeness for Exchange: no absence note answers.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal: AbortSignal.any([signal, AbortSignal.timeout(WHOLE)]),
        })
        return { state: 'sent' }
      } catch (error) {
        return outcomeOf(error)
      }
    },
  }
}

function addressOf({ host, port, security, login }: MailServer) {
  const auth = login === null ? {} : { auth: { user: login.user, pass: login.password } }
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'plain',
    tls: { minVersion: 'TLSv1.2' as const },
    ...auth,
  }
}

interface SmtpError {
  readonly code?: unknown
  readonly command?: unknown
  readonly responseCode?: unknown
}

/** About this recipient or this message, and not about us: 5xx to anything else is the operator's to mend. */
const ABOUT_THE_MAIL = new Set(['RCPT TO', 'DATA'])

function outcomeOf(error: unknown): Outcome {
  const { code, command, responseCode }: SmtpError = Object(error)
  const parts = [code, command, responseCode].filter((part) => typeof part === 'string' || typeof part === 'number')
  const reason = parts.join(' ') || 'UNKNOWN'
  const isAnswered = typeof responseCode === 'number'
  // Without an answer nodemailer itself refuses an envelope: an address that cannot be written down.
  const isFinal = isAnswered
    ? responseCode >= 500 && ABOUT_THE_MAIL.has(String(command))
    : code === 'EENVELOPE' && command === 'API'
  return { state: isFinal ? 'refused' : 'failed', reason }
}
