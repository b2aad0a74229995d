import { type Configuration, errors, type KoaContextWithOIDC } from 'oidc-provider'
import type Provider from 'oidc-provider'
import { CLOCK_TOLERANCE, MINUTE, SECOND } from '../clock.ts'

type CheckAssertion = NonNullable<Configuration['assertJwtClientAuthClaimsAndHeader']>

/** The longest life of a client assertion, from when it was made and from now: one that is stolen serves no longer. */
const LONGEST = 10 * MINUTE

/**
 * What an assertion has to say besides what the provider checks of it. One for any other server than this hub, or for
 * several, is for none (T20); one without an end soon would have to be remembered as long (FC3).
 */
export function checkAssertion(issuer: string): CheckAssertion {
  return (_ctx, { aud, iat, exp }) => {
    if (aud !== issuer) throw new errors.InvalidClientAuth('the audience is not exactly the issuer')
    const now = wholeSeconds() * SECOND
    if (typeof iat === 'number' && iat * SECOND > now + CLOCK_TOLERANCE) {
      throw new errors.InvalidClientAuth('iat is ahead of the clock of the hub')
    }
    if (typeof iat === 'number' && iat * SECOND < now - LONGEST - CLOCK_TOLERANCE) {
      throw new errors.InvalidClientAuth('the assertion is too old')
    }
    if (typeof exp !== 'number' || exp * SECOND > now + LONGEST + CLOCK_TOLERANCE) {
      throw new errors.InvalidClientAuth('the assertion lives too long')
    }
  }
}

/** Assertions are dated to the second, and the provider's own checks go by the system's clock. */
const wholeSeconds = (): number => Math.floor(Date.now() / SECOND)

/** Tells a client whose assertion is refused for its time by how much the clocks differ, and whose is ahead. */
export function reportClockDifference(provider: Provider): void {
  provider.use(async (ctx: KoaContextWithOIDC, next) => {
    await next()
    const body: { readonly error?: unknown } = Object(ctx.body)
    if (body.error !== 'invalid_client') return
    const ahead = findClockAhead(ctx)
    if (ahead !== null) ctx.body = { ...body, error_description: describe(ahead) }
  })
}

/**
 * Seconds by which the clock of a client is ahead of the hub's, by the assertion that it sent; below 0 where it is behind.
 *
 * @returns null where the assertion's time is not why it is refused
 */
export function findClockAhead({ oidc }: KoaContextWithOIDC): number | null {
  const { client_assertion: assertion } = oidc?.params ?? {}
  if (typeof assertion !== 'string') return null
  const { iat, nbf, exp } = readTimes(assertion)
  const now = wholeSeconds()
  const tolerance = CLOCK_TOLERANCE / SECOND
  const made = Math.max(iat ?? 0, nbf ?? 0)
  if (made > now + tolerance) return made - now
  if (exp === undefined || exp > now - tolerance) return null
  return (iat ?? exp) - now
}

function describe(ahead: number): string {
  const whose =
    ahead > 0
      ? "the client's clock is ahead of the hub's"
      : "the client's clock is behind the hub's, or the assertion is old"
  return `clocks_differ: the clocks differ by ${Math.ceil(Math.abs(ahead))} seconds, ${whose}`
}

interface Times {
  readonly iat?: number
  readonly nbf?: number
  readonly exp?: number
}

/** Not believed, only repeated to who sent it. */
function readTimes(assertion: string): Times {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString())
    const times = ['iat', 'nbf', 'exp'].map((name) => [name, Reflect.get(Object(claims), name)] as const)
    return Object.fromEntries(times.filter(([, value]) => Number.isFinite(value)))
  } catch {
    return {}
  }
}
