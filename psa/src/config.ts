import { readFileSync } from 'node:fs'
import { NO_PROXIES, parseTrustedProxies, type TrustedProxies } from '@lanyard/guard'
import { findHalfMail, type MailSettings, readMailSender, readMailServer } from '@lanyard/mail'
import { isLoopback, quote, readKeepAlive, readOrigin } from '@lanyard/running'
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

const origin = z
  .string({ error: 'is required: an origin such as https://psa.example' })
  .transform((text, context) => readBy(readOrigin)(text, context))

const environment = z.object({
  LANYARD_LISTEN: z
    .string()
    .transform((text, context) => {
      const match = /^(?:\[([0-9a-f:]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text)
      const port = Number(match?.[3])
      if (!match || port > 65_535) {
        context.addIssue({ code: 'custom', message: `${quote(text)} is no HOST:PORT, such as 127.0.0.1:4100` })
        return z.NEVER
      }
      return { host: match[1] ?? match[2] ?? '', port }
    })
    .default({ host: '127.0.0.1', port: 4100 }),
  LANYARD_ORIGIN: origin,
  LANYARD_DEPLOYMENT: z.string({ error: 'is required: MODULE-REGION, such as psa-us' }).regex(/^[a-z0-9]+-[a-z0-9]+$/, {
    error: ({ input }) => `${quote(String(input))} is no MODULE-REGION, such as psa-us`,
  }),
  LANYARD_DATABASE: z.string({ error: 'is required: sqlite:FILE or postgres://…' }).transform(readBy(checkLocation)),
  LANYARD_ISSUER: origin,
  LANYARD_FORMER_ISSUERS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((issuer) => issuer !== '')),
  LANYARD_CLIENT_KEY: z
    .string({ error: 'is required: the path of a private EC key (P-256) as JWK' })
    .transform((path, context) => {
      const key = readKey(path)
      if (key) return key
      context.addIssue({ code: 'custom', message: `${quote(path)} is no file with a private EC key (P-256) as JWK` })
      return z.NEVER
    }),
  LANYARD_SIGN_IN_MEMORY: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number of seconds, 86400 at most')
    .transform(Number)
    .pipe(z.number().max(86_400, 'must be a number of seconds, 86400 at most'))
    .default(3600),
  LANYARD_KEEP_ALIVE: z.string().optional().transform(readBy(readKeepAlive)),
  LANYARD_BRAND: z.string().transform(readBy(checkBrandFile)).optional(),
  LANYARD_DEMO: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
  LANYARD_PROXIES: z.string().transform(readBy(parseTrustedProxies)).optional(),
  LANYARD_SMTP: z.string().transform(readBy(readMailServer)).optional(),
  LANYARD_MAIL_FROM: z.string().transform(readBy(readMailSender)).optional(),
  LANYARD_KEYS: z.string().transform(readBy(parseKeyRing)).optional(),
  LANYARD_OPERATOR_MAIL: z.email('is no address').optional(),
})

/** Every mistake of the environment at once, a line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(mistakes.join('\n'))
    this.mistakes = mistakes
  }
}

/**
 * Reads the configuration from environment variables; nothing has a secret default.
 *
 * @throws {ConfigError}
 */
export function readConfig(env: Environment): PsaConfig {
  const result = environment.safeParse(env)
  const issues = result.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []
  const mistakes = [...issues, ...demoMistakes(env), ...findHalfMail(env), ...misspeltVariables(env)]
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
    demo: values.LANYARD_DEMO === '1',
    proxies: values.LANYARD_PROXIES ?? NO_PROXIES,
    mail: server === undefined || sender === undefined ? null : { server, sender },
    keys: values.LANYARD_KEYS ?? null,
    operatorMail: values.LANYARD_OPERATOR_MAIL ?? null,
  }
}

/** Takes a parser whose errors say what is wrong without repeating what it read. */
function readBy<Result, Text = string>(parse: (text: Text) => Result) {
  return (text: Text, context: z.RefinementCtx): Result => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'cannot be read' })
      return z.NEVER
    }
  }
}

/** @throws where the file cannot be read as what it is to be, or does not name the PSA */
function checkBrandFile(path: string): string {
  if (readBrand(path).products[MODULE] === undefined) throw new Error(`${quote(path)} names no product "${MODULE}"`)
  return path
}

/** Found whatever else is wrong. */
function demoMistakes(env: Environment): readonly string[] {
  if (env['LANYARD_DEMO'] !== '1') return []
  const address = environment.shape.LANYARD_LISTEN.safeParse(env['LANYARD_LISTEN']).data
  return [
    ...(address && !isLoopback(address.host) ? ['LANYARD_DEMO: is for loopback only'] : []),
    ...(env['NODE_ENV'] === 'production' ? ['LANYARD_DEMO: is refused with NODE_ENV=production'] : []),
  ]
}

const privateKey = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string().exactOptional(),
})

function readKey(path: string): PsaConfig['clientKey'] | null {
  try {
    return privateKey.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
