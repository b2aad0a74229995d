import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { countRows } from '@lanyard/storage/testing'
import { psaUs } from '../../testing.ts'
import { openTestProduct } from '../oidc/testing/test-product.ts'
import { pages } from './pages.ts'
import { startTestSite, type TestSite } from './testing/start-test-site.ts'

let site: TestSite
before(async () => {
  site = await startTestSite()
})
after(() => site[Symbol.asyncDispose]())

type Rows = Readonly<Record<string, number>>

/** What is more than it was, in both databases. */
async function growthBy(act: () => Promise<unknown>): Promise<Rows> {
  const count = async (): Promise<Rows> => ({ ...(await countRows(site.hub.db)), ...(await countRows(site.hub.short)) })
  const earlier = await count()
  await act()
  const later = Object.entries(await count())
  return Object.fromEntries(
    later.flatMap(([name, rows]) => (rows === earlier[name] ? [] : [[name, rows - (earlier[name] ?? 0)]])),
  )
}

/** Every door of machines and of the provider, with nothing that holds. */
const MACHINES = [
  ['GET', '/.well-known/openid-configuration'],
  ['GET', '/oidc/jwks'],
  ['GET', '/oidc/auth?client_id=made-up'],
  ['GET', '/oidc/auth/made-up'],
  ['GET', '/oidc/logout'],
  ['GET', '/oidc/logout?state=s&id_token_hint=a.b.c'],
  ['GET', '/oidc/userinfo'],
  ['POST', '/oidc/auth'],
  ['POST', '/oidc/logout'],
  ['POST', '/oidc/logout/confirm'],
  ['POST', '/oidc/par'],
  ['POST', '/oidc/revocation'],
  ['POST', '/oidc/token'],
  ['GET', '/api/events'],
  ['GET', '/api/tenant-links/lnk_1'],
  ['PUT', '/api/tenant-links/lnk_1'],
  ['GET', '/scim/v2/Users'],
  ['POST', '/scim/v2/Users'],
] as const

/** What a person types, and a machine sends: nothing of it is right. */
const FIELDS = {
  username: 'no-one@alder.example',
  password: 'seven herons over the weir',
  code: '123456',
  xsrf: 'x',
  logout: 'yes',
  client_id: psaUs,
  grant_type: 'authorization_code',
  token: 'x',
  client_assertion: 'a.b.c',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
}

describe('a stranger at the hub', () => {
  it('leaves no row at any door, but for counted tries (FL6, T45)', async () => {
    const doors = [
      ...pages.flatMap(({ path, GET, POST }) => {
        const address = path.replaceAll(/:\w+(\{.*?\})?/g, 'made-up').replaceAll('*', 'made-up')
        return [...(GET ? [['GET', address] as const] : []), ...(POST ? [['POST', address] as const] : [])]
      }),
      ...MACHINES,
    ]
    const open = async ([method, address]: readonly [string, string]) => {
      const body = method === 'GET' ? {} : { body: new URLSearchParams(FIELDS) }
      const headers = { 'sec-fetch-site': 'same-origin' }
      await (await site.visitor().begin(address, { method, headers, ...body })).text()
    }
    const isCounted = ([method, address]: readonly [string, string]) =>
      `${method} ${address}` === 'POST /forgot-password'

    const counted = await growthBy(() => Promise.all(doors.filter(isCounted).map(open)))
    const left = await growthBy(() => Promise.all(doors.filter((door) => !isCounted(door)).map(open)))

    // One for the account and the place, one for the account, one for the place: an hour.
    assert.deepEqual([left, counted], [{}, { tries: 3 }])
  })

  it('who begins a login leaves one row, for minutes and so many of a place; a session that is over, none (FL6, T45)', async () => {
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const browser = await site.logIn(await site.addPerson(alder, 'tech'))
    const cookie = (await browser.begin('/oidc/auth/none')).headers.getSetCookie()
    assert.deepEqual(cookie.length > 0, true)
    await browser.post('/logout')
    const psa = await openTestProduct(site.hub, psaUs)
    const { url } = await psa.begin()
    const silent = await psa.begin({ prompt: 'none' })

    const begun = await growthBy(() => site.visitor().begin(url.href))
    const over = await growthBy(async () => {
      for (const address of [silent.url.href, '/oidc/logout', '/oidc/auth/none']) await browser.begin(address)
    })

    assert.deepEqual([begun, over], [{ artifacts: 1 }, {}])
  })
})
