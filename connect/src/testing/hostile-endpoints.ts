import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { HostileHub, HubPerson, Lie, SeenRedemption, SeenRequest } from './hostile-hub.ts'
import { createHostileLedger } from './hostile-ledger.ts'
import { type Claims, issueJwt, newSigningKey, readClaims, type Signing } from './jwt.ts'

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** What a code stands for: decided when the browser was there, so that a late redemption says what was true then. */
interface Issued {
  readonly claims: Claims
  readonly challenge: string | null
}

/** What the hub answers, and what it remembers of what it was asked. */
export function createEndpoints(issuer: string): Omit<HostileHub, keyof AsyncDisposable> & {
  answer(request: IncomingMessage): Promise<Answer>
} {
  // A product keeps the keys of the run before by their names.
  const key = newSigningKey(`hostile-${randomUUID()}`)
  const ledger = createHostileLedger()
  const pushed = new Map<string, URLSearchParams>()
  const codes = new Map<string, Issued>()
  const requests: SeenRequest[] = []
  const redemptions: SeenRedemption[] = []
  const state: { person: HubPerson; lie: Lie; heard: number; lastSaid: Claims | null } = {
    person: { sub: '', organization: '', username: '', email: '' },
    lie: {},
    heard: 0,
    lastSaid: null,
  }

  const hub = Object.assign(state, {
    issuer,
    ledger,
    requests,
    redemptions,
    logoutToken: (claims: Claims, type = 'logout+jwt', signing: Signing = 'ES256') =>
      issueJwt(key, type, claims, signing),
    securityEvent: (claims: Claims, type = 'secevent+jwt', signing: Signing = 'ES256') =>
      issueJwt(key, type, claims, signing),

    async answer(request: IncomingMessage): Promise<Answer> {
      const url = new URL(request.url ?? '/', issuer)
      const form = new URLSearchParams(request.method === 'POST' ? await readText(request) : '')
      if (url.pathname === '/.well-known/openid-configuration') return { status: 200, body: metadata(issuer) }
      if (url.pathname === '/jwks') return { status: 200, body: { keys: [key.publicJwk] } }
      if (url.pathname === '/par') return push(form)
      if (url.pathname === '/auth') return authorize(url.searchParams)
      if (url.pathname === '/token') return redeem(form)
      if (url.pathname.startsWith('/api/')) return answerApi(request.method ?? 'GET', url)
      return { status: 404 }
    },
  })
  return hub

  function push(form: URLSearchParams): Answer {
    const uri = `urn:ietf:params:oauth:request_uri:${randomBytes(12).toString('hex')}`
    pushed.set(uri, form)
    requests.push({ parameters: form, pushed: true })
    return { status: 201, body: { request_uri: uri, expires_in: 60 } }
  }

  function authorize(query: URLSearchParams): Answer {
    const held = pushed.get(query.get('request_uri') ?? '')
    const parameters = held ?? query
    if (!held) requests.push({ parameters, pushed: false })
    const code = randomBytes(16).toString('base64url')
    const linkId = linkIdOf(parameters)
    if (linkId !== null) ledger.approve(linkId, state.person.organization)
    codes.set(code, { claims: claimsOf(parameters), challenge: parameters.get('code_challenge') })
    const to = new URL(parameters.get('redirect_uri') ?? issuer)
    to.searchParams.set('code', code)
    to.searchParams.set('state', parameters.get('state') ?? '')
    to.searchParams.set('iss', issuer)
    return { status: 303, headers: { Location: to.href } }
  }

  function claimsOf(parameters: URLSearchParams): Claims {
    const { sub, organization, username, email } = state.person
    const now = Math.floor(Date.now() / 1000)
    const link = ledger.activeOf(organization)
    return {
      iss: issuer,
      sub,
      aud: parameters.get('client_id'),
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: parameters.get('nonce'),
      acr: 'https://refeds.org/profile/mfa',
      amr: ['pwd', 'otp', 'mfa'],
      sid: randomUUID(),
      org_id: organization,
      org_name: organization,
      org_role: 'master',
      member_epoch: ledger.epochOf(organization, sub),
      ...(link ? { link_id: link.id } : {}),
      preferred_username: username,
      email,
      email_verified: true,
      name: username,
    }
  }

  function redeem(form: URLSearchParams): Answer {
    const assertion = readClaims(form.get('client_assertion') ?? '')
    const token = { access_token: randomBytes(16).toString('base64url'), token_type: 'Bearer', expires_in: 300 }
    if (form.get('grant_type') === 'client_credentials') return { status: 200, body: token }
    const issued = codes.get(form.get('code') ?? '')
    if (!issued) return { status: 400, body: { error: 'invalid_grant' } }
    const verifier = form.get('code_verifier') ?? ''
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    redemptions.push({ assertion, provesKey: challenge === issued.challenge })
    const { claims = (true_: Claims) => true_, signing = 'ES256' } = state.lie
    state.lastSaid = claims(issued.claims)
    return { status: 200, body: { ...token, id_token: issueJwt(key, 'JWT', state.lastSaid, signing) } }
  }

  function answerApi(method: string, url: URL): Answer {
    const [, , collection, id = '', part] = url.pathname.split('/').map(decodeURIComponent)
    if (collection === 'events') return answerEvents(Number(url.searchParams.get('after')))
    if (collection !== 'tenant-links') return { status: 404 }
    if (part === 'user-links') return { status: 204 }
    if (part === 'apps') return { status: 200, body: { apps: [] } }
    if (method === 'PUT') ledger.confirm(id)
    if (method === 'DELETE') ledger.end(id)
    const { state: now, organization } = ledger.stateOf(id)
    // Never "unknown": what an earlier run left behind is to end, and not to wait.
    return { status: 200, body: { version: 1, id, state: now, reason: 'severed', organization, module_url: null } }
  }

  function answerEvents(after: number): Answer {
    const page = ledger.eventsAfter(after)
    if ('gone' in page) return { status: 410, body: { head: page.gone } }
    state.heard = after
    return { status: 200, body: page }
  }
}

function metadata(issuer: string): Readonly<Record<string, unknown>> {
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    pushed_authorization_request_endpoint: `${issuer}/par`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    tenant_linking: { version: 1, api: `${issuer}/api` },
  }
}

function linkIdOf(parameters: URLSearchParams): string | null {
  const text = parameters.get('authorization_details')
  if (text === null) return null
  const [detail] = JSON.parse(text) as { readonly link_id?: string }[]
  return detail?.link_id ?? null
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
