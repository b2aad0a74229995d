import { readFileSync } from 'node:fs'
import { NO_PROXIES, parseTrustedProxies } from '@lanyard/guard'
import type { TrustedProxies } from '@lanyard/guard'
import { isLoopback, readKeepAlive, readOrigin } from '@lanyard/running'
import { checkLocation, misspeltVariables } from '@lanyard/storage'
import { z } from 'zod'
import type { Names } from '@lanyard/connect'

export interface RmmConfig {
  readonly listen: { readonly host: string; readonly port: number }
  /** Milliseconds for which an idle connection is kept. */
  readonly keepAlive: number
  /** Seconds for which a finished sign-in is remembered. */
  readonly signInMemory: number
  /** Whose word is taken for where a request comes from. */
  readonly proxies: TrustedProxies
  readonly issuer: string
  /** Names that the issuer had before; links made under them hold. */
  readonly formerIssuers: readonly string[]
  readonly origin: string
  /** Own deployment id, which is the client id at the hub. */
  readonly deployment: string
  readonly database: string
  readonly clientKey: JsonWebKey & { readonly kid?: string }
  readonly names: Names
  /** The admin's page with the switch; its last segment is the hub's name. */
  readonly settingsPath: string
}

/** Every mistake of a configuration at once, one per line. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly mistakes: readonly string[]

  constructor(mistakes: readonly string[]) {
    super(['The configuration has mistakes:', ...mistakes.map((mistake) => `  ${mistake}`)].join('\n'))
    this.mistakes = mistakes
  }
}

const neutralBrand = new URL('../../../brands/neutral.json', import.meta.url)

const listen = z
  .string()
  .regex(/^.+:\d{1,5}$/, 'must be HOST:PORT, such as 127.0.0.1:4200')
  .transform((text) => {
    const colon = text.lastIndexOf(':')
    return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) }
  })

const origin = z
  .string({ error: 'is required: an origin such as https://rmm.example' })
  .transform((text, context) => readBy(readOrigin)(text, context))

const brand = z.object({
  hub: z.object({ name: z.string().min(1), path: z.string().regex(/^[a-z0-9-]+$/) }),
  products: z.object({ rmm: z.object({ name: z.string().min(1) }) }),
})

const privateKey = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  d: z.string(),
  kid: z.string().exactOptional(),
})

const variables = z
  .object({
    LANYARD_LISTEN: listen.prefault('127.0.0.1:4200'),
    LANYARD_BRAND: z.string().optional().transform(jsonFile(neutralBrand)).pipe(brand),
    LANYARD_PROXIES: z.string().optional().transform(readBy(readProxies)),
    LANYARD_SIGN_IN_MEMORY: z
      .string()
      .regex(/^\d{1,5}$/, 'must be a number of seconds, 86400 at most')
      .transform(Number)
      .pipe(z.number().max(86_400, 'must be a number of seconds, 86400 at most'))
      .default(3600),
    LANYARD_KEEP_ALIVE: z.string().optional().transform(readBy(readKeepAlive)),
    LANYARD_DEMO: z.enum(['0', '1'], { error: 'must be 0 or 1' }).default('0'),
    LANYARD_ISSUER: origin,
    LANYARD_FORMER_ISSUERS: z
      .string()
      .default('')
      .transform((text) => text.split(/[\s,]+/).filter((issuer) => issuer !== '')),
    LANYARD_ORIGIN: origin,
    LANYARD_DEPLOYMENT: z.string({ error: 'is required: MODULE-REGION, such as rmm-us' }).min(1, 'must not be empty'),
    LANYARD_DATABASE: z.string({ error: 'is required: sqlite:FILE or postgres://…' }).transform(readBy(checkLocation)),
    LANYARD_CLIENT_KEY: z
      .string({ error: 'is required: the path of a private EC key (P-256) as JWK' })
      .transform(jsonFile())
      .pipe(privateKey),
    NODE_ENV: z.string().optional(),
  })
  .refine((read) => read.LANYARD_DEMO === '0' || isLoopback(read.LANYARD_LISTEN.host), {
    path: ['LANYARD_DEMO'],
    message: 'demo mode listens on loopback only',
  })
  .refine((read) => read.LANYARD_DEMO === '0' || read.NODE_ENV !== 'production', {
    path: ['LANYARD_DEMO'],
    message: 'demo mode refuses NODE_ENV=production',
  })

/**
 * Reads RMM's configuration from environment variables (`docs/operating.md`).
 *
 * @throws {ConfigError}
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): RmmConfig {
  const outcome = variables.safeParse(environment)
  const issues = outcome.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []
  const mistakes = [...issues, ...misspeltVariables(environment)]
  if (!outcome.success || mistakes.length > 0) {
    throw new ConfigError(mistakes)
  }
  const read = outcome.data
  const { hub, products } = read.LANYARD_BRAND
  return {
    listen: read.LANYARD_LISTEN,
    keepAlive: read.LANYARD_KEEP_ALIVE,
    signInMemory: read.LANYARD_SIGN_IN_MEMORY,
    proxies: read.LANYARD_PROXIES,
    issuer: read.LANYARD_ISSUER,
    formerIssuers: read.LANYARD_FORMER_ISSUERS,
    origin: read.LANYARD_ORIGIN,
    deployment: read.LANYARD_DEPLOYMENT,
    database: read.LANYARD_DATABASE,
    clientKey: read.LANYARD_CLIENT_KEY,
    names: { hub: hub.name, product: products.rmm.name },
    settingsPath: `/admin/${hub.path}`,
  }
}

function readProxies(text: string | undefined): TrustedProxies {
  return text === undefined ? NO_PROXIES : parseTrustedProxies(text)
}

/** Takes a reader whose errors say what is wrong. */
function readBy<Input, Result>(read: (input: Input) => Result) {
  return (input: Input, context: z.RefinementCtx): Result => {
    try {
      return read(input)
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : 'cannot be read')
      return z.NEVER
    }
  }
}

function jsonFile(otherwise?: URL) {
  return (path: string | undefined, context: z.RefinementCtx): unknown => {
    try {
      return JSON.parse(readFileSync(path ?? otherwise ?? '', 'utf8'))
    } catch (error) {
      context.addIssue(error instanceof Error ? error.message : 'cannot be read')
      return z.NEVER
    }
  }
}
