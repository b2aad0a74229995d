import assert from 'node:assert/strict'
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { Events, type MutableToken, OAuth2Server } from 'oauth2-mock-server'
import type { ForeignProvider } from '../src/api/provider.ts'
import type { NoticeCode } from '../src/records/notice.ts'
import { type Browser, openBrowser, type Page } from '../src/testing/hostile-browser.ts'
import { openProviderWorld, type ProviderWorld } from './provider-world.ts'

/** What is wrong with the next ID token. */
interface Lie {
  readonly says: string
  /** What the log calls it. */
  readonly check: RegExp
  /** What the person reads. Default: `attempt_invalid`. */
  readonly code?: NoticeCode
  /** Changed before it is signed with the provider's own key. */
  readonly token?: (token: MutableToken) => void
  /** Changed after it was signed. */
  readonly signed?: (token: string) => string
}

const seconds = () => Math.floor(Date.now() / 1000)
const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const own = {
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  kty: 'RSA',
  kid: 'own',
  alg: 'RS256',
}

const forget = (claims: object, name: string) => void Reflect.deleteProperty(claims, name)

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const decode = (part: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>

/** Signs the same claims another way. */
function resign(token: string, header: Record<string, unknown>, signature: (content: string) => string): string {
  const [head = '', body = ''] = token.split('.')
  const content = `${encode({ ...decode(head), ...header })}.${body}`
  return `${content}.${signature(content)}`
}

const lies: readonly Lie[] = [
  { says: 'another issuer', check: /^(iss)$/, token: ({ payload }) => void (payload['iss'] = 'https://evil.example') },
  { says: 'another audience', check: /^(aud)$/, token: ({ payload }) => void (payload['aud'] = 'another-client') },
  { says: 'no audience', check: /^(aud)$/, token: ({ payload }) => forget(payload, 'aud') },
  {
    says: 'several audiences, and another one as the party it is for',
    check: /^(aud|azp)$/,
    token: ({ payload }) => void Object.assign(payload, { aud: ['psa', 'another'], azp: 'another' }),
  },
  { says: 'another nonce', check: /^(nonce)$/, token: ({ payload }) => void (payload['nonce'] = 'of another attempt') },
  { says: 'no nonce', check: /^(nonce)$/, token: ({ payload }) => forget(payload, 'nonce') },
  { says: 'nobody', check: /^(sub)$/, token: ({ payload }) => forget(payload, 'sub') },
  { says: 'that it has expired', check: /^(exp)$/, token: ({ payload }) => void (payload['exp'] = seconds() - 60) },
  { says: 'no end', check: /^(exp)$/, token: ({ payload }) => forget(payload, 'exp') },
  {
    says: 'that it is from tomorrow',
    check: /^(iat)$/,
    token: ({ payload }) => void (payload['iat'] = seconds() + 86_400),
  },
  {
    says: 'that it is from yesterday',
    check: /^(iat)$/,
    token: ({ payload }) => void (payload['iat'] = seconds() - 86_400),
  },
  { says: 'not when it was issued', check: /^(iat)$/, token: ({ payload }) => forget(payload, 'iat') },
  {
    says: 'that it counts from tomorrow on',
    check: /^(nbf)$/,
    token: ({ payload }) => void (payload['nbf'] = seconds() + 86_400),
  },
  {
    says: 'claims that were changed after signing',
    check: /^(signature)$/,
    signed(token) {
      const [head, body = '', signature] = token.split('.')
      return [head, encode({ ...decode(body), sub: 'acc_admin' }), signature].join('.')
    },
  },
  {
    says: 'a key’s name, and is signed by another key',
    check: /^(signature)$/,
    signed: (token) =>
      resign(token, {}, (content) => sign('sha256', Buffer.from(content), other).toString('base64url')),
  },
  {
    says: 'a key that the provider does not have (FR9)',
    check: /^(kid)$/,
    code: 'hub_key_unknown',
    signed: (token) =>
      resign(token, { kid: 'unheard of' }, (content) =>
        sign('sha256', Buffer.from(content), other).toString('base64url'),
      ),
  },
  { says: 'alg none', check: /^(alg)$/, signed: (token) => resign(token, { alg: 'none' }, () => '') },
  {
    says: 'HS256, with what everybody knows as secret',
    check: /^(alg)$/,
    signed: (token) =>
      resign(token, { alg: 'HS256' }, (content) => createHmac('sha256', 'psa').update(content).digest('base64url')),
  },
  { says: 'nothing that is a token', check: /^(answer)$/, signed: () => 'no token at all' },
]

const configured: ForeignProvider = {
  organization: { claim: 'tid' },
  masters: { claim: 'roles', values: ['PSA.Admin'] },
  assurance: { amr: ['mfa'] },
  freshness: 'auth_time',
}

interface There extends ProviderWorld {
  /** The next token lies; null for an honest one. */
  lie: Lie | null
  /** Who is logged in there: the provider asks no one. */
  sub: string
}

async function openThere(): Promise<There> {
  const server = new OAuth2Server()
  await server.issuer.keys.add({ ...own })
  await server.start(0, 'localhost')
  const issuer = server.issuer.url
  if (issuer === undefined) throw new Error('no issuer')
  const world = await openProviderWorld(configured, async () => issuer)
  const there: There = {
    ...world,
    lie: null,
    sub: 'acc_admin',
    async [Symbol.asyncDispose]() {
      await world[Symbol.asyncDispose]()
      await server.stop()
    },
  }
  server.service.on(Events.BeforeTokenSigning, (token) => {
    const { sub } = there
    const time = seconds()
    Object.assign(token.payload, { sub, aud: 'psa', amr: ['pwd', 'mfa'], auth_time: time, iat: time, nbf: time })
    Object.assign(token.payload, { tid: '11111111-aaaa', roles: ['PSA.Admin'] })
    there.lie?.token?.(token)
  })
  server.service.on(Events.BeforeResponse, ({ body }) => {
    if (there.lie?.signed && body && 'id_token' in body) body['id_token'] = there.lie.signed(String(body['id_token']))
  })
  return there
}

const ceremonies = {
  'sign-in': async (there: There): Promise<[Browser, Page]> => {
    const browser = openBrowser()
    return [browser, await browser.open(`${there.product.origin}/connect/sign-in`)]
  },
  'link-user': async (there: There): Promise<[Browser, Page]> => {
    const browser = await there.logIn('usr_tech')
    return [browser, await browser.post(`${there.product.origin}/connect/link-user`)]
  },
  'link-tenant': async (there: There): Promise<[Browser, Page]> => {
    const browser = await there.logIn('usr_aspen')
    return [browser, await browser.post(`${there.product.origin}/connect/link-tenant`)]
  },
}

describe('a provider that lies (T21)', () => {
  it('is believed while it does not (so that the refusals below are for the lies)', async () => {
    await using there = await openThere()
    const admin = await there.logIn('usr_admin')
    const linked = await admin.post(`${there.product.origin}/connect/link-tenant`)
    assert.equal((await there.noticeOn(linked))?.code, 'tenant_linked')
    there.sub = 'acc_tech'
    await ceremonies['link-user'](there)
    const [browser] = await ceremonies['sign-in'](there)
    assert.equal((await there.sessionOf(browser))?.userId, 'usr_tech')
  })

  for (const lie of lies) {
    it(`that says ${lie.says} is refused in every ceremony, and nothing has changed`, async () => {
      await using there = await openThere()
      await (await there.logIn('usr_admin')).post(`${there.product.origin}/connect/link-tenant`)
      there.sub = 'acc_tech2'
      await (await there.logIn('usr_tech2')).post(`${there.product.origin}/connect/link-user`)
      assert.equal((await there.product.connect.linkedUsers('ten_alder')).size, 1)
      const links = () => there.rights().then((rows) => rows.filter((row) => row.includes('issuer')))
      const before = await links()
      there.lie = lie

      for (const go of Object.values(ceremonies)) {
        const [browser, page] = await go(there)
        const notice = await there.noticeOn(page)
        assert.ok(notice)
        assert.equal(notice.code, lie.code ?? 'attempt_invalid')
        const said = there.product.log.find(
          ({ event, reference }) => event === 'hub_answer' && reference === notice.reference,
        )
        assert.match(said?.check ?? '', lie.check, `the cause is in the log (FP2): ${JSON.stringify(said)}`)
        assert.equal((await there.sessionOf(browser))?.productSessionId ?? null, null)
      }

      assert.deepEqual(await links(), before)
    })
  }
})
