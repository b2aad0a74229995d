import { readFileSync } from 'node:fs'
import { NO_PROXIES, parseTrustedProxies } from '@lanyard/guard'
import type { TrustedProxies } from '@lanyard/guard'
import { ConfigError, demoMistakes, linesOf, readBy, variables } from '@lanyard/running'
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

const neutralBrand = new URL('../../../brands/neutral.json', import.meta.url)

const origin = variables.origin('https://rmm.example')

const brand = z.object({
  hub: z.object({ name: z.string().min(1), path: z.string().regex(/^[a-z0-9-]+$/) }),
  products: z.object({ rmm: z.object({ name: z.string().min(1) }) }),
})

const environment = z.object({
  LANYARD_LISTEN: variables.listen(4200),
  LANYARD_BRAND: z.string().optional().transform(readBy(readBrand)).pipe(brand),
  LANYARD_PROXIES: z.string().optional().transform(readBy(readProxies)),
  LANYARD_SIGN_IN_MEMORY: variables.signInMemory,
  LANYARD_KEEP_ALIVE: variables.keepAlive,
  LANYARD_DEMO: variables.demo,
  LANYARD_ISSUER: origin,
  LANYARD_FORMER_ISSUERS: variables.formerIssuers,
  LANYARD_ORIGIN: origin,
  LANYARD_DEPLOYMENT: z.string({ error: 'is required: MODULE-REGION, such as rmm-us' }).min(1, 'must not be empty'),
  LANYARD_DATABASE: z.string({ error: 'is required: sqlite:FILE or postgres://…' }).transform(readBy(checkLocation)),
  LANYARD_CLIENT_KEY: variables.clientKey,
})

/**
 * Reads RMM's configuration from environment variables (`docs/operating.md`).
 *
 * @throws {ConfigError}
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): RmmConfig {
  const outcome = environment.safeParse(env)
  const mistakes = [...linesOf(outcome.error), ...demoMistakes(env), ...misspeltVariables(env)]
  if (!outcome.success || mistakes.length > 0) throw new ConfigError(mistakes)
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

function readBrand(path: string | undefined): unknown {
  return JSON.parse(readFileSync(path ?? neutralBrand, 'utf8'))
}
