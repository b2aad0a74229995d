import { NO_PROXIES, parseTrustedProxies, type TrustedProxies } from '@lanyard/guard'
import { findHalfMail, type MailSettings, readMailAddress, readMailSender, readMailServer } from '@lanyard/mail'
import { ConfigError, demoMistakes, linesOf, quote, readBy, variables } from '@lanyard/running'
import { checkLocation, misspeltVariables } from '@lanyard/storage'
import { readBrand } from '@lanyard/ui'
import { type KeyRing, parseKeyRing } from '@lanyard/storage/secrets'
import { z } from 'zod'

/** What a deployment is started with. The origin is given, never guessed from a request. */
export interface PsaConfig {
  readonly listen: { readonly host: string; readonly port: number }
  /** Milliseconds for which an idle connection is kept. */
  readonly keepAlive: number
  /** Seconds for which a finished sign-in is remembered. */
  readonly signInMemory: number
  /** Own origin, without a path: every link in a mail and every redirect is built on it. */
  readonly origin: string
  /** Deployment id at the hub, `psa-us`; also the OAuth client id. */
  readonly deployment: string
  /** `sqlite:FILE` or `postgres://…` */
  readonly database: string
  /** The hub's issuer, an origin without a path. */
  readonly issuer: string
  /** Names that the issuer had before; links made under them hold. */
  readonly formerIssuers: readonly string[]
  /** Private key (ES256) with which the deployment identifies itself to the hub. */
  readonly clientKey: JsonWebKey & { readonly kid?: string }
  /** Path of the brand file; neutral names without one. */
  readonly brand: string | undefined
  /** Demo pages are served: a mailbox that anyone may read. */
  readonly demo: boolean
  /** Whose word is taken for where a request comes from. */
  readonly proxies: TrustedProxies
  /** Null: mails stay in the outbox. */
  readonly mail: MailSettings | null
  /** Keys for secrets at rest: mails that wait. Null: they wait as they are. */
  readonly keys: KeyRing | null
  /** Where the operator (account manager) is told that a company asks for an invitation. Null: no mail is sent. */
  readonly operatorMail: string | null
}

/** Module id of the PSA in the suite's catalogue. */
export const MODULE = 'psa'

/** The region of a deployment, as people read it: `psa-us` → `US`. */
export function regionOf(deployment: string): string {
  return deployment.slice(deployment.lastIndexOf('-') + 1).toUpperCase()
}

type Environment = Readonly<Record<string, string | undefined>>

const origin = variables.origin('https://psa.example')

const environment = z.object({
  LANYARD_LISTEN: variables.listen(4100),
  LANYARD_ORIGIN: origin,
  LANYARD_DEPLOYMENT: z.string({ error: 'is required: MODULE-REGION, such as psa-us' }).regex(/^[a-z0-9]+-[a-z0-9]+$/, {
    error: ({ input }) => `${quote(String(input))} is no MODULE-REGION, such as psa-us`,
  }),
  LANYARD_DATABASE: z.string({ error: 'is required: sqlite:FILE or postgres://…' }).transform(readBy(checkLocation)),
  LANYARD_ISSUER: origin,
  LANYARD_FORMER_ISSUERS: variables.formerIssuers,
  LANYARD_CLIENT_KEY: variables.clientKey,
  LANYARD_SIGN_IN_MEMORY: variables.signInMemory,
  LANYARD_KEEP_ALIVE: variables.keepAlive,
  LANYARD_BRAND: z.string().transform(readBy(checkBrandFile)).optional(),
  LANYARD_DEMO: variables.demo,
  LANYARD_PROXIES: z.string().transform(readBy(parseTrustedProxies)).optional(),
  LANYARD_SMTP: z.string().transform(readBy(readMailServer)).optional(),
  LANYARD_MAIL_FROM: z.string().transform(readBy(readMailSender)).optional(),
  LANYARD_KEYS: z.string().transform(readBy(parseKeyRing)).optional(),
  LANYARD_OPERATOR_MAIL: z.string().transform(readBy(readMailAddress)).optional(),
})

/**
 * Reads the configuration from environment variables; nothing has a secret default.
 *
 * @throws {ConfigError}
 */
export function readConfig(env: Environment): PsaConfig {
  const result = environment.safeParse(env)
  const mistakes = [...linesOf(result.error), ...demoMistakes(env), ...findHalfMail(env), ...misspeltVariables(env)]
  if (!result.success || mistakes.length > 0) throw new ConfigError(mistakes)
  const values = result.data
  const { LANYARD_SMTP: server, LANYARD_MAIL_FROM: sender } = values
  return {
    listen: values.LANYARD_LISTEN,
    keepAlive: values.LANYARD_KEEP_ALIVE,
    signInMemory: values.LANYARD_SIGN_IN_MEMORY,
    origin: values.LANYARD_ORIGIN,
    deployment: values.LANYARD_DEPLOYMENT,
    database: values.LANYARD_DATABASE,
    issuer: values.LANYARD_ISSUER,
    formerIssuers: values.LANYARD_FORMER_ISSUERS,
    clientKey: values.LANYARD_CLIENT_KEY,
    brand: values.LANYARD_BRAND,
    demo: values.LANYARD_DEMO,
    proxies: values.LANYARD_PROXIES ?? NO_PROXIES,
    mail: server === undefined || sender === undefined ? null : { server, sender },
    keys: values.LANYARD_KEYS ?? null,
    operatorMail: values.LANYARD_OPERATOR_MAIL ?? null,
  }
}

/** @throws where the file cannot be read as what it is to be, or does not name the PSA */
function checkBrandFile(path: string): string {
  if (readBrand(path).products[MODULE] === undefined) throw new Error(`${quote(path)} names no product "${MODULE}"`)
  return path
}
