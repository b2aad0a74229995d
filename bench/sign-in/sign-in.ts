import { createHash, randomBytes } from 'node:crypto'
import { codeOf, stepAt } from '@lanyard/hub/src/people/factors/one-time-codes.ts'
import { Secret } from 'otpauth'
import { type Answer, ask } from './ask.ts'
import { KEY, PASSWORD, REDIRECT_URI, usernameOf } from './people.ts'
import type { Target } from './target.ts'

const MOST_REDIRECTS = 15
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** A browser with one cookie jar. */
export interface Browser {
  readonly cookies: Map<string, string>
  /** Where it comes from, as a proxy before the server says. */
  readonly address: string
}

export function openBrowser(known: readonly string[] = []): Browser {
  const [one, two, three] = randomBytes(3)
  const cookies = new Map<string, string>()
  for (const pair of known) keepCookie(cookies, pair)
  return { cookies, address: `10.${one}.${two}.${three}` }
}

/** Authorization request with a live session, code, tokens with a verified ID token, userinfo: three requests. */
export async function signInSilently(target: Target, browser: Browser): Promise<void> {
  const begun = begin(target)
  const answer = await go(browser, begun.address)
  await redeem(target, begun, answer.location)
}

/** From the authorization request without a session to userinfo: every page, password and code are fetched and sent. */
export async function logIn(target: Target, browser: Browser, person: number): Promise<void> {
  const begun = begin(target)
  const password = await arrive(browser, begun.address, await go(browser, begun.address))
  const code = await send(browser, password, { username: usernameOf(person), password: PASSWORD })
  const secret = Uint8Array.from(Secret.fromBase32(KEY).bytes)
  const back = await send(browser, code, { code: codeOf(secret, stepAt(Date.now())) })
  await redeem(target, begun, back)
}

interface Begun {
  readonly address: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

function begin({ endpoints, client }: Target): Begun {
  const [state, nonce, verifier] = [random(), random(), random()]
  const parameters = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email',
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return { address: `${endpoints.authorization}?${parameters.toString()}`, state, nonce, verifier }
}

async function redeem(target: Target, { state, nonce, verifier }: Begun, callback: string | undefined): Promise<void> {
  const { endpoints, client } = target
  const back = URL.parse(callback ?? '')?.searchParams
  const code = back?.get('code')
  if (!code || back?.get('state') !== state) throw new Error(`${target.name} leads to ${callback}`)
  const tokens = await ask(endpoints.token, {
    method: 'POST',
    headers: { ...FORM, authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    }).toString(),
  })
  if (tokens.status !== 200) throw new Error(`${target.name} gives no tokens: ${tokens.status} ${tokens.body}`)
  const { id_token: idToken, access_token: accessToken } = JSON.parse(tokens.body) as Record<string, string>
  const subject = await target.verify(idToken ?? '', nonce)
  const userinfo = await ask(endpoints.userinfo, { headers: { authorization: `Bearer ${accessToken}` } })
  const { sub } = JSON.parse(userinfo.body) as { readonly sub?: string }
  if (sub !== subject || subject === '')
    throw new Error(`${target.name}: userinfo is about ${sub}, the token ${subject}`)
}

/** Sends a form to the page that it stands on. @returns where that led in the end */
async function send(browser: Browser, page: string, fields: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams(fields).toString()
  return arrive(browser, page, await go(browser, page, { method: 'POST', body }))
}

/** Follows redirects to a page, or to the client's own address, which is not asked for. */
async function arrive(browser: Browser, address: string, first: Answer): Promise<string> {
  let [at, answer] = [address, first]
  for (let count = 0; answer.location !== undefined; count++) {
    if (count === MOST_REDIRECTS) throw new Error(`${address} leads round and round`)
    at = new URL(answer.location, at).href
    if (at.startsWith(REDIRECT_URI)) return at
    answer = await go(browser, at)
  }
  if (answer.status !== 200) throw new Error(`${at} answers ${answer.status}`)
  return at
}

async function go(browser: Browser, address: string, sent: { method?: 'POST'; body?: string } = {}): Promise<Answer> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const form = sent.body === undefined ? {} : { ...FORM, 'sec-fetch-site': 'same-origin' }
  const headers = { cookie, 'x-forwarded-for': browser.address, 'user-agent': 'bench', ...form }
  const answer = await ask(address, { ...sent, headers })
  for (const line of answer.cookies) keepCookie(browser.cookies, line)
  return answer
}

function keepCookie(cookies: Map<string, string>, line: string): void {
  const [pair = ''] = line.split(';')
  const [name, value] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
  if (value === '') cookies.delete(name)
  else cookies.set(name, value)
}

function random(): string {
  return randomBytes(32).toString('base64url')
}
