import { readAddress } from '@lanyard/text'

/** Where mails are handed over, and whose they are. */
export interface MailSettings {
  readonly server: MailServer
  readonly sender: MailSender
}

export interface MailServer {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` or nothing at all, or plain. */
  readonly security: 'tls' | 'starttls' | 'plain'
  readonly login: { readonly user: string; readonly password: string } | null
}

interface MailSender {
  readonly name: string
  readonly address: string
}

/** Of mail submission (RFC 8314), without and with TLS from the start. */
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const
const FORM = 'must be smtp://[USER:PASSWORD@]HOST[:PORT] or smtps://…'

/**
 * Reads `smtp://[USER:PASSWORD@]HOST[:PORT]` or `smtps://…`.
 *
 * With `smtp:` STARTTLS is required, but for loopback; `?starttls=off` and `?starttls=required` say otherwise. A password
 * goes nowhere without TLS but to loopback.
 *
 * @throws {TypeError} whose message holds nothing of what it read, since that may be a password
 */
export function readMailServer(text: string): MailServer {
  const url = URL.parse(text)
  if (url === null || !isMailScheme(url.protocol) || url.hostname === '') throw new TypeError(FORM)
  if (!/^\/?$/.test(url.pathname) || url.hash !== '') throw new TypeError(FORM)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const security = readSecurity(url, isLoopback(host))
  const login = readLogin(url)
  if (login !== null && security === 'plain' && !isLoopback(host)) {
    throw new TypeError('sends a password, so that starttls=off is refused')
  }
  return { host, port: Number(url.port) || PORTS[url.protocol], security, login }
}

/**
 * Reads `Name <address>`, or an address alone.
 *
 * @throws {TypeError} saying what the form is
 */
export function readMailSender(text: string): MailSender {
  const match = /^(?:(?<name>[^<>\p{Cc}]*)<(?<inner>[^<>]+)>|(?<bare>[^<>]+))$/u.exec(text.trim())
  const typed = (match?.groups?.['inner'] ?? match?.groups?.['bare'] ?? '').trim()
  const read = readAddress(typed)
  // A relay of one's own knows hosts that no one else does, such as one of a single label.
  if ('fault' in read && !/^[^\s@<>"(),:;\p{Cc}]+@[^\s@<>"(),:;\p{Cc}]+$/u.test(typed)) {
    throw new TypeError('must be NAME <ADDRESS>, such as Lanyard <no-reply@id.example>')
  }
  const name = (match?.groups?.['name'] ?? '').trim()
  return { name: name.replace(/^"(.*)"$/, '$1'), address: 'fault' in read ? typed : read.text }
}

/**
 * Reads the address that mails of a setting go to.
 *
 * @throws {TypeError} saying what the form is
 */
export function readMailAddress(text: string): string {
  const read = readAddress(text)
  if ('fault' in read) throw new TypeError('must be one address, such as help@id.example')
  return read.text
}

/**
 * The mistake of a configuration that has a server without sender, or a sender without server. Looked for before anything is
 * parsed, so that a mistake in one does not hide that the other is missing.
 */
export function findHalfMail(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { LANYARD_SMTP: server, LANYARD_MAIL_FROM: sender } = environment
  if (server !== undefined && sender === undefined) return ['LANYARD_MAIL_FROM: is required with LANYARD_SMTP']
  if (server === undefined && sender !== undefined) return ['LANYARD_SMTP: is required with LANYARD_MAIL_FROM']
  return []
}

function isMailScheme(protocol: string): protocol is keyof typeof PORTS {
  return Object.hasOwn(PORTS, protocol)
}

type Url = NonNullable<ReturnType<typeof URL.parse>>

function readSecurity({ protocol, searchParams }: Url, isNear: boolean): MailServer['security'] {
  const { starttls, ...others } = Object.fromEntries(searchParams)
  if (Object.keys(others).length > 0 || !['off', 'required', undefined].includes(starttls)) {
    throw new TypeError('takes starttls=off or starttls=required, and nothing else')
  }
  if (protocol === 'smtps:') {
    if (starttls !== undefined) throw new TypeError('starttls is for smtp://; smtps:// is TLS from the start')
    return 'tls'
  }
  const isOff = starttls === undefined ? isNear : starttls === 'off'
  return isOff ? 'plain' : 'starttls'
}

function readLogin({ username, password }: Url): MailServer['login'] {
  if (username === '' && password === '') return null
  if (username === '' || password === '') throw new TypeError('names a user without password, or the other way round')
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) }
  } catch {
    throw new TypeError('user and password must be percent-encoded')
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
