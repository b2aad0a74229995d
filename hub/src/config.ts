import { NO_PROXIES, parseTrustedProxies, type TrustedProxies } from '@lanyard/guard'
import { checkLocation, isSameFile, misspeltVariables } from '@lanyard/storage'
import { ConfigError, demoMistakes, linesOf, readBy, variables as shared } from '@lanyard/running'
import { readBrand } from '@lanyard/ui'
import { z } from 'zod'
import { findHalfMail, type MailSettings, readMailSender, readMailServer } from '@lanyard/mail'
import { DAY, HOUR, MINUTE, SECOND } from './clock.ts'
import { type KeyRing, parseKeyRing } from '@lanyard/storage/secrets'

/** All in milliseconds. */
export interface Lifetimes {
  /** A session at the hub, in all. */
  readonly session: number
  /** The same, without a request. */
  readonly idle: number
  /** The least of both that an organization may choose for itself. */
  readonly shortestSession: number
  readonly shortestIdle: number
  /** A client's refresh tokens, from the login to the end of the last of them. */
  readonly refresh: number
  /** The same, without being used. */
  readonly refreshIdle: number
  /** How long after a login its factors count as just given. */
  readonly fresh: number
  /** A login, from its first page to its last. */
  readonly interaction: number
  /** A master's yes to a tenant link, until the product confirms it. */
  readonly approval: number
  readonly invitation: number
  /** A mailed link that sets a password, or confirms an address. */
  readonly mailedLink: number
  /** After a person's second factor was reset: how long nothing is linked to their account. */
  readonly linkingPause: number
  /** After so long without a request a directory counts as silent. */
  readonly directorySilence: number
  /** How long an event stays in a deployment's log. */
  readonly event: number
  /** How long a key signs tokens. */
  readonly signingKey: number
  /** How long a key is published before it signs. */
  readonly signingKeyLead: number
  /** How long a key stays published after it has signed its last. */
  readonly signingKeyOverlap: number
}

export interface HubConfig {
  readonly listen: { readonly host: string; readonly port: number }
  /** Milliseconds for which an idle connection is kept. */
  readonly keepAlive: number
  readonly brandFile: string | undefined
  /** Demo pages and demo loopback origins. */
  readonly demo: boolean
  /** An origin without path or trailing slash. */
  readonly issuer: string
  /** Names that the issuer had before: databases that were written under one of them are this hub's. */
  readonly formerIssuers: readonly string[]
  readonly database: string
  readonly shortDatabase: string
  readonly keys: KeyRing
  /** By deployment id; wins over the origin in the catalogue. */
  readonly origins: Readonly<Record<string, string>>
  /** Whose `X-Forwarded-For` is believed; no one's by default. */
  readonly proxies: TrustedProxies
  readonly lifetimes: Lifetimes
  /** Null: mails stay in the outbox. */
  readonly mail: MailSettings | null
}

type Environment = Readonly<Record<string, string | undefined>>

const defaultLifetimes: Lifetimes = {
  session: 12 * HOUR,
  idle: 4 * HOUR,
  refresh: 30 * DAY,
  refreshIdle: 14 * DAY,
  shortestSession: HOUR,
  shortestIdle: 15 * MINUTE,
  fresh: 10 * MINUTE,
  interaction: 10 * MINUTE,
  approval: 10 * MINUTE,
  invitation: 7 * DAY,
  mailedLink: HOUR,
  linkingPause: DAY,
  directorySilence: 7 * DAY,
  event: 30 * DAY,
  signingKey: 90 * DAY,
  signingKeyLead: DAY,
  signingKeyOverlap: DAY,
}

/**
 * Reads the hub's configuration from environment variables (`docs/operating.md`).
 *
 * There is no default for a secret or a database. Demo mode stays on loopback and out of production.
 *
 * @throws {ConfigError}
 */
export function readConfig(environment: Environment): HubConfig {
  const outcome = variables.safeParse(environment)
  const mistakes = [
    ...linesOf(outcome.error),
    ...demoMistakes(environment),
    ...oneFile(environment),
    ...findHalfMail(environment),
    ...misspeltVariables(environment),
  ]
  if (!outcome.success || mistakes.length > 0) throw new ConfigError(mistakes)
  const read = outcome.data
  return {
    listen: read.LANYARD_LISTEN,
    keepAlive: read.LANYARD_KEEP_ALIVE,
    brandFile: read.LANYARD_BRAND,
    demo: read.LANYARD_DEMO,
    issuer: read.LANYARD_ISSUER,
    formerIssuers: read.LANYARD_FORMER_ISSUERS,
    database: read.LANYARD_HUB_DATABASE,
    shortDatabase: read.LANYARD_HUB_SHORT_DATABASE,
    keys: read.LANYARD_HUB_KEYS,
    origins: read.LANYARD_ORIGINS,
    proxies: read.LANYARD_PROXIES ?? NO_PROXIES,
    lifetimes: read.LANYARD_LIFETIMES,
    mail: readMail(read),
  }
}

function readMail({
  LANYARD_SMTP: server,
  LANYARD_MAIL_FROM: sender,
}: z.output<typeof variables>): MailSettings | null {
  return server === undefined || sender === undefined ? null : { server, sender }
}

const origin = shared.origin('https://id.example')

const database = z
  .string({ error: 'is required: sqlite:FILE or postgres://…' })
  .transform((text, context) => readBy(checkLocation)(text, context))

const keys = z
  .string({ error: 'is required: ID:BASE64 of 32 bytes, the first one encrypts' })
  .transform(readBy(parseKeyRing))

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue('must be JSON')
    return z.NEVER
  }
})

const seconds = z
  .number()
  .positive()
  .transform((value) => value * SECOND)
const lifetimes = z
  .partialRecord(z.enum(Object.keys(defaultLifetimes) as (keyof Lifetimes)[]), seconds)
  .transform(withDefaults)
  .superRefine((read, context) => {
    for (const [shorter, longer] of BOUNDS) {
      if (read[shorter] > read[longer]) {
        context.addIssue({ code: 'custom', path: [shorter], message: `must not be longer than ${longer}` })
      }
    }
  })

/** What is no longer than what. An ID token is shown at a logout, as long as the session lives. */
const BOUNDS = [
  ['idle', 'session'],
  ['refreshIdle', 'refresh'],
  ['shortestSession', 'session'],
  ['shortestIdle', 'idle'],
  ['fresh', 'session'],
  ['signingKeyLead', 'signingKey'],
  ['session', 'signingKeyOverlap'],
] as const satisfies readonly (readonly [keyof Lifetimes, keyof Lifetimes])[]

/** A default gives way to what was said, so that a session can be made shorter or longer by one word. */
function withDefaults(given: Partial<Lifetimes>): Lifetimes {
  const read = { ...defaultLifetimes, ...given }
  read.signingKeyOverlap = given.signingKeyOverlap ?? Math.max(read.signingKeyOverlap, read.session)
  for (const [shorter, longer] of BOUNDS) {
    if (given[shorter] === undefined && shorter !== 'session') read[shorter] = Math.min(read[shorter], read[longer])
  }
  return read
}

const variables = z.object({
  LANYARD_LISTEN: shared.listen(4000),
  LANYARD_KEEP_ALIVE: shared.keepAlive,
  LANYARD_BRAND: z.string().min(1, 'must not be empty').transform(readBy(checkBrandFile)).optional(),
  LANYARD_DEMO: shared.demo,
  LANYARD_ISSUER: origin,
  LANYARD_FORMER_ISSUERS: shared.formerIssuers,
  LANYARD_HUB_DATABASE: database,
  LANYARD_HUB_SHORT_DATABASE: database,
  LANYARD_HUB_KEYS: keys,
  LANYARD_ORIGINS: json.pipe(z.record(z.string(), origin)).prefault('{}'),
  LANYARD_LIFETIMES: json.pipe(lifetimes).prefault('{}'),
  LANYARD_PROXIES: z.string().transform(readBy(parseTrustedProxies)).optional(),
  LANYARD_SMTP: z.string().transform(readBy(readMailServer)).optional(),
  LANYARD_MAIL_FROM: z.string().transform(readBy(readMailSender)).optional(),
})

/** @throws where the file cannot be read as what it is to be */
function checkBrandFile(path: string): string {
  readBrand(path)
  return path
}

/** The short-lived database is emptied and replaced on its own. */
function oneFile(environment: Environment): readonly string[] {
  return isSameFile(environment['LANYARD_HUB_DATABASE'], environment['LANYARD_HUB_SHORT_DATABASE'])
    ? ['LANYARD_HUB_SHORT_DATABASE: must be another file than LANYARD_HUB_DATABASE']
    : []
}
