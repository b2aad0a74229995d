import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { psaUs } from '../../testing.ts'
import { openTestProduct, type TestProduct } from '../oidc/testing/test-product.ts'
import { type Person, startTestSite, type TestSite } from './testing/start-test-site.ts'

let site: TestSite
let product: TestProduct
let tech: Person

before(async () => {
  site = await startTestSite()
  tech = await site.addPerson(await site.addOrganization('alder', 'Alder MSP'), 'tech')
  product = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

interface Answer {
  readonly status: number | undefined
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A request with headers, or a target, that no browser would send. */
function send(path: string, headers: Readonly<Record<string, string>>, to = site.listening): Promise<Answer> {
  const { host: hostname, port } = to
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, (answer) => {
      let text = ''
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()))
      answer.on('end', () => resolve({ status: answer.statusCode, text, headers: answer.headers }))
    })
    asked.on('error', reject).end()
  })
}

for (const database of databases) {
  describe(`a character that no text holds, on ${database.name}`, () => {
    it('is refused wherever it is sent, and breaks nothing', async () => {
      await using site = await startTestSite({}, database)
      const alder = await site.addOrganization('alder', 'Alder MSP')
      const master = await site.logIn(await site.addPerson(alder, 'master', 'master'))
      for (const [path, status] of [
        ['/admin-settings/members?search=%00', 404],
        ['/admin-settings/members.csv?search=%00', 404],
        ['/admin-settings/audit?person=%00', 404],
        ['/login/%00', 404],
        ['/oidc/auth?client_id=%00&response_type=code&scope=openid', 400],
      ] as const) {
        assert.equal((await master.get(path)).status, status, path)
      }
      for (const [path, fields] of [
        ['/admin-settings/members', { email: 'a\0b@alder.example' }],
        ['/profile-settings/details', { name: 'a\0b', language: '' }],
        ['/forgot-password', { username: 'a\0b' }],
      ] as const) {
        const answer = await master.post(path, fields)
        assert.equal(answer.status, 400, path)
        assert.match(answer.text, /form_invalid/, path)
      }
      const visitor = site.visitor()
      const { href } = (await visitor.get('/login')).url
      assert.match((await visitor.post(href, { username: 'a\0b', password: 'a\0b' })).text, /form_invalid/)
      const token = await master.post('/oidc/token', { client_id: 'a\0b', client_secret: 'x', grant_type: 'x' })
      assert.equal(token.status, 401)
    })
  })
}

describe('an address that is nearly right', () => {
  it('leads to the page, with its query, and never to another host (FA4)', async () => {
    for (const [path, to] of [
      ['/login/', '/login'],
      ['/admin-settings//members/?search=a', '/admin-settings/members?search=a'],
      ['//login', '/login'],
      ['//evil.example//', '/evil.example'],
      [`${site.origin}//evil.example/`, '/evil.example'],
    ] as const) {
      const { status, headers } = await send(path, { host: new URL(site.origin).host })
      assert.deepEqual([status, headers['location']], [308, to])
    }
    for (const path of ['/x//evil.example', '/.//evil.example/', '/%2f/evil.example/']) {
      const { headers } = await send(path, { host: new URL(site.origin).host })
      const { location = '/' } = headers
      assert.equal(new URL(String(location), site.origin).origin, site.origin, path)
    }
    assert.equal((await site.visitor().get('/no-such-page/')).status, 404)
  })

  it('answers machines in their own form, below /scim and /api (FA5)', async () => {
    const { host } = new URL(site.origin)
    for (const path of ['/scim', '/scim/v2', '/scim/v2/', '/scim/v2//Users/', '/scim/v1/Users', '/api', '/api/x/']) {
      const { status, headers } = await send(path, { host })
      const type = path.startsWith('/scim') ? /^application\/scim\+json/ : /^application\/problem\+json/
      assert.match(String(headers['content-type']), type, path)
      assert.equal(status === 401 || status === 404, true, path)
    }
  })

  it('is where a password manager looks for the page of the password (FA6)', async () => {
    const { status, headers } = await send('/.well-known/change-password', { host: new URL(site.origin).host })
    assert.deepEqual([status, headers['location']], [303, '/profile-settings/security/password'])
    assert.equal((await send('/.well-known/no-such-thing', { host: new URL(site.origin).host })).status, 404)
  })
})

describe('a request that is not meant for this hub', () => {
  it('gets a page that says so, and no address of its own making', async () => {
    for (const path of [
      '/',
      '/.well-known/openid-configuration',
      '/oidc/auth?client_id=psa-us',
      '/login/x',
      '/api/events',
    ]) {
      const answer = await send(path, { host: 'evil.example' })
      assert.equal(answer.status, 421, path)
      assert.match(answer.text, /host_unknown/)
      assert.doesNotMatch(answer.text, /evil\.example\//)
    }
  })

  it('cannot name another host by the headers of a proxy', async () => {
    const { host } = new URL(site.origin)
    const headers = { host, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' }
    const { text } = await send('/.well-known/openid-configuration', headers)
    assert.doesNotMatch(text, /evil\.example|https:..localhost/)
  })

  it('is taken for this hub however its client writes the host (FA3)', async () => {
    const { host, port, hostname } = new URL(site.origin)
    for (const [target, named] of [
      ['/login', host.toUpperCase()],
      [`http://${host}/login`, host],
      [`HTTP://${hostname.toUpperCase()}:${port}/login`, host],
    ] as const) {
      const answer = await send(target, { host: named })
      assert.equal(answer.status, 303, `${target} ${named}`)
      assert.match(String(answer.headers['location']), /^\/oidc\/auth\?/)
    }
    const discovery = await send('/.well-known/openid-configuration', { host: host.toUpperCase() })
    assert.equal((JSON.parse(discovery.text) as { token_endpoint: string }).token_endpoint, `${site.origin}/oidc/token`)
  })

  it('is refused where request line and Host disagree (FA3)', async () => {
    const { host } = new URL(site.origin)
    assert.equal((await send(`http://${host}/login`, { host: 'evil.example' })).status, 421)
  })

  it('is refused where its target is another address', async () => {
    const { host } = new URL(site.origin)
    for (const target of ['http://evil.example/', 'ftp://evil.example/', 'http://evil.example/oidc/auth']) {
      assert.equal((await send(target, { host })).status, 421)
    }
  })
})

describe('a hub behind a proxy that ends TLS', () => {
  it('speaks of itself as its issuer does, and keeps its cookies to https and to its host (T39, FX10)', async () => {
    await using secure = await startTestSite({ LANYARD_ISSUER: 'https://id.example' })
    const metadata = await send('/.well-known/openid-configuration', { host: 'id.example' }, secure.listening)
    assert.match(metadata.text, /"token_endpoint":"https:\/\/id\.example\/oidc\/token"/)
    assert.equal(metadata.headers['strict-transport-security'], 'max-age=63072000; includeSubDomains')

    const address = new URLSearchParams({
      client_id: 'hub',
      response_type: 'none',
      scope: 'openid',
      redirect_uri: 'https://id.example/signed-in',
    })
    const answer = await send(`/oidc/auth?${address.toString()}`, { host: 'id.example' }, secure.listening)
    const cookies = [answer.headers['set-cookie'] ?? []].flat()
    assert.ok(cookies.length > 0)
    for (const cookie of cookies) assert.match(cookie, /^__(Secure|Host)-.*; samesite=lax; secure; httponly$/)
  })
})

describe('an authorization request', () => {
  it('with a redirect URI that is not registered gets a page with the reason, and leads nowhere (T18)', async () => {
    for (const address of [
      'http://localhost:5521/connect/callback/../other',
      'http://localhost:5521/connect/callback?x=1',
      'http://user@localhost:5521/connect/callback',
      'http://localhost.evil.example:5521/connect/callback',
      'http://localhost:5522/connect/callback',
    ]) {
      const { url } = await product.begin({ redirect_uri: address })
      const page = await site.visitor().get(url.href)
      assert.equal(page.firstStatus, 400, address)
      assert.equal(page.url.origin, site.origin)
      page.alert()
      assert.match(page.text, /redirect_uri/)
    }
  })

  it('of an unknown client gets a page', async () => {
    const page = await site.visitor().get('/oidc/auth?client_id=nobody&response_type=code&scope=openid')
    assert.equal(page.status, 400)
    assert.match(page.text, /Reference/)
  })

  it('without PKCE is refused', async () => {
    const { url } = await product.begin()
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const back = await site.visitor().get(url.href)
    assert.equal(back.url.searchParams.get('error'), 'invalid_request')
  })
})

describe('discovery', () => {
  it('names what tenants are linked by, and nothing that does not answer', async () => {
    const answer = await fetch(`${site.origin}/.well-known/openid-configuration`)
    const metadata = (await answer.json()) as Record<string, unknown>
    assert.deepEqual(metadata['tenant_linking'], {
      version: 1,
      versions: [1],
      features: ['ends'],
      api: `${site.origin}/api`,
    })
    assert.equal(metadata['issuer'], site.origin)
    assert.deepEqual(metadata['acr_values_supported'], ['https://refeds.org/profile/mfa'])
    assert.deepEqual(metadata['response_types_supported'], ['code', 'none'])
    assert.equal(metadata['backchannel_logout_supported'], true)
  })
})

describe('every answer', () => {
  it('carries the headers that keep it from being framed, sniffed or scripted (T40, T41, FX10)', async () => {
    for (const path of ['/', '/login', '/oidc/jwks', '/.well-known/openid-configuration', '/healthz', '/nowhere']) {
      const { headers } = await fetch(`${site.origin}${path}`, { redirect: 'manual' })
      assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'.*frame-ancestors 'none'/, path)
      assert.equal(headers.get('x-frame-options'), 'DENY', path)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.equal(headers.get('referrer-policy'), 'same-origin')
    }
  })

  it('lets forms of a login lead to the product that it returns to, and nowhere else', async () => {
    const { url } = await product.begin()
    const first = await fetch(url, { redirect: 'manual' })
    const cookies = first.headers.getSetCookie().map((line) => line.split(';')[0])
    const page = await fetch(new URL(first.headers.get('location') ?? '', site.origin), {
      headers: { cookie: cookies.join('; ') },
    })
    assert.match(page.headers.get('content-security-policy') ?? '', /form-action 'self' http:\/\/localhost:5521;/)
  })

  it('lets an answer by form_post through to its client alone', async () => {
    const visitor = await site.logIn(tech)
    const { url } = await product.begin({ response_mode: 'form_post' })
    const page = await visitor.get(url.href)
    assert.equal(page.select('form[method="post"]')[0]?.attribute('action'), 'http://localhost:5521/connect/callback')
    assert.match(page.policy, /form-action 'self' http:\/\/localhost:5521;/)
    assert.match(page.policy, /script-src 'self' 'sha256-/)
  })
})
