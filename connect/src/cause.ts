import * as client from 'openid-client'

/** Why something came to nothing, as one line of the log says it: never a token, a value of a claim, or a secret. */
export interface Cause {
  /** Which check failed: the name of a claim or parameter, `signature`, `not_reached`, `timeout`, `refused`, … */
  readonly check: string
  /** The same in words. */
  readonly cause: string
  /** What the other side said, where it said something: OAuth's `error` and `error_description`, and the HTTP status. */
  readonly oauth_error?: string
  readonly description?: string
  readonly status?: number
  /** Seconds by which the other side's clock is ahead of this product's, where that is why; below 0 where it is behind. */
  readonly clock_ahead?: number
}

/** Characters of another party's text that the log takes. */
const LONGEST = 300

/** Finds the cause in what openid-client, the network or the kit itself threw. */
export function causeOf(thrown: unknown): Cause {
  if (thrown instanceof client.ResponseBodyError) {
    return { ...saidBy(thrown), status: thrown.status, cause: 'The other side refused the request.' }
  }
  if (thrown instanceof client.AuthorizationResponseError) {
    return { ...saidBy(thrown), cause: 'The other side sent the browser back with an error.' }
  }
  const chain = chainOf(thrown)
  const own = chain.find((link) => link instanceof CheckFailed)
  if (own) {
    const { check, message, status, clockAhead } = own
    return {
      check,
      cause: message,
      ...(status === undefined ? {} : { status }),
      ...(clockAhead === undefined ? {} : { clock_ahead: clockAhead }),
    }
  }
  const codes = chain.map(codeOf).filter((code) => code !== null)
  const status = chain.find((link) => link instanceof Response)?.status
  return { check: checkOf(chain, codes), cause: wordsOf(chain, codes), ...(status === undefined ? {} : { status }) }
}

/** A check of the kit's own did not hold. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed'
  readonly check: string
  readonly status: number | undefined
  /** See {@link Cause.clock_ahead}. */
  readonly clockAhead: number | undefined = undefined

  constructor(check: string, message: string, status?: number) {
    super(message)
    this.check = check
    this.status = status
  }
}

function saidBy(said: { readonly error: string; readonly error_description?: string | undefined }) {
  const description = said.error_description
  return {
    check: 'refused',
    oauth_error: tidy(said.error),
    ...(description === undefined ? {} : { description: tidy(description) }),
  }
}

/** Another party's text: on one line, and short. */
function tidy(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, ' ').slice(0, LONGEST)
}

function chainOf(thrown: unknown): unknown[] {
  const chain: unknown[] = []
  for (let link = thrown; chain.length < 5; link = link instanceof Error ? link.cause : undefined) chain.push(link)
  return chain
}

function codeOf(link: unknown): string | null {
  // An answer may be in the chain, with a `code` of its own: that is a value, not a cause.
  return link instanceof Error && 'code' in link && typeof link.code === 'string' ? link.code : null
}

/** By the library's code where it has one for the check, else by what it says it compared. */
function checkOf(chain: readonly unknown[], codes: readonly string[]): string {
  const compared: readonly { claim?: unknown; attribute?: unknown }[] = chain.map(Object)
  const name = compared.map(({ claim, attribute }) => claim ?? attribute).find((one) => typeof one === 'string')
  if (name !== undefined) return name
  const words = wordsOf(chain, codes)
  const [, quoted] = /"(state|iss|code|nonce|aud|exp|iat|nbf|sub|id_token|alg)"/.exec(words) ?? []
  if (quoted !== undefined) return quoted
  const known = codes.map((code) => CHECKS[code]).find((check) => check !== undefined)
  if (known !== undefined) return known
  if (/signature/i.test(words)) return 'signature'
  return codes.some((code) => code.startsWith('OAUTH_')) ? 'answer' : 'not_reached'
}

const CHECKS: Readonly<Record<string, string>> = {
  OAUTH_TIMEOUT: 'timeout',
  OAUTH_ABORT: 'timeout',
  OAUTH_KEY_SELECTION_FAILED: 'kid',
}

/** The libraries' own sentences; those of parsers are left out, because they quote what they could not read. */
function wordsOf(chain: readonly unknown[], codes: readonly string[]): string {
  const messages = chain.filter((link) => link instanceof Error && !(link instanceof SyntaxError)) as Error[]
  const last = messages.at(-1)
  const network = codes.find((code) => !code.startsWith('OAUTH_') && !code.startsWith('ERR_'))
  return network ?? (last?.message === '' ? last.name : (last?.message ?? 'unknown'))
}
