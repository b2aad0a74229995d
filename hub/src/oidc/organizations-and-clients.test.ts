import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import { operator, psaUs } from '../../testing.ts'
import { addClient, type ClientRequest } from '../people/organizations/add-client.ts'
import { HOUR } from '../clock.ts'
import type { OrganizationId } from '../ids.ts'
import { addMember } from '../people/members/add-member.ts'
import { deactivateMember } from '../connections/rights/change-status.ts'
import { type Person, startTestSite, type TestSite } from '../web/testing/start-test-site.ts'
import { goThroughLogin } from './testing/go-through-login.ts'
import { openTestProduct, type TestProduct } from './testing/test-product.ts'

let site: TestSite
let product: TestProduct
let alder: OrganizationId
let birch: OrganizationId
/** A member of both. */
let consultant: Person

before(async () => {
  site = await startTestSite()
  alder = await site.addOrganization('alder', 'Alder MSP')
  birch = await site.addOrganization('birch', 'Birch IT')
  await site.addPerson(alder, 'master', 'master')
  consultant = await site.addPerson(alder, 'consultant')
  await addMember(site.hub, { organization: birch, account: consultant.account, role: 'member', by: operator })
  product = await openTestProduct(site.hub, psaUs)
})
after(() => site[Symbol.asyncDispose]())

describe('a member of several organizations', () => {
  it('chooses once, after both factors, and the session stays in that organization (A22, P11)', async () => {
    const visitor = site.visitor()
    const begun = await product.begin()
    const chooser = await goThroughLogin(site, visitor, begun.url, consultant)
    assert.equal(chooser.headline, 'Choose an organization')
    assert.match(chooser.text, /Alder MSP/)
    const back = await visitor.post(chooser.url.href, { organization: 'birch' })
    assert.equal((await product.redeem(begun, back.url)).claims()?.['org_id'], 'birch')

    const again = await product.begin()
    const silent = await visitor.get(again.url.href)
    assert.equal((await product.redeem(again, silent.url)).claims()?.['org_id'], 'birch')
  })

  it('comes in as the organization that the product asks for, without being moved out of the other (A17)', async () => {
    const visitor = site.visitor()
    const first = await product.begin({ organization: 'alder' })
    const back = await goThroughLogin(site, visitor, first.url, consultant)
    assert.equal((await product.redeem(first, back.url)).claims()?.['org_id'], 'alder')

    const second = await product.begin({ organization: 'birch' })
    const there = await visitor.get(second.url.href)
    assert.equal((await product.redeem(second, there.url)).claims()?.['org_id'], 'birch')
    const third = await product.begin()
    const home = await visitor.get(third.url.href)
    assert.equal((await product.redeem(third, home.url)).claims()?.['org_id'], 'alder')
  })

  it('is asked again with prompt=organization, and gets an error with prompt=none while it is open', async () => {
    const visitor = site.visitor()
    const first = await product.begin({ organization: 'alder' })
    await goThroughLogin(site, visitor, first.url, consultant)
    const asked = await product.begin({ prompt: 'organization' })
    const chooser = await visitor.get(asked.url.href)
    assert.match(chooser.text, /Choose an organization/)
    const back = await visitor.post(chooser.url.href, { organization: 'birch' })
    assert.equal((await product.redeem(asked, back.url)).claims()?.['org_id'], 'birch')

    const foreign = await product.begin({ prompt: 'none', organization: 'cedar' })
    const refused = await visitor.get(foreign.url.href)
    assert.equal(refused.url.searchParams.get('error'), 'interaction_required')
  })

  it('sees inactive memberships among the choices, and is refused by the status of the one that they choose (A22)', async () => {
    const person = await site.addPerson(alder, 'half-out')
    await addMember(site.hub, { organization: birch, account: person.account, role: 'member', by: operator })
    await deactivateMember(site.hub, { member: person.member.id, by: operator })
    for (const [organization, outcome] of [
      ['alder', /^member_inactive /],
      ['birch', null],
    ] as const) {
      const visitor = site.visitor()
      const begun = await product.begin()
      const chooser = await goThroughLogin(site, visitor, begun.url, person)
      assert.match(chooser.text, /Alder MSP \(you are inactive there\)/)
      const back = await visitor.post(chooser.url.href, { organization })
      const description = back.url.searchParams.get('error_description')
      if (outcome) assert.match(description ?? '', outcome)
      else assert.equal((await product.redeem(begun, back.url)).claims()?.['org_id'], 'birch')
    }
  })

  it('signs in nowhere where the product asks for what names no organization', async () => {
    const visitor = await site.logIn(await site.addPerson(alder, 'misdirected'))
    const { url } = await product.begin({ organization: 'no organization', prompt: 'none' })

    assert.equal((await visitor.get(url.href)).url.searchParams.get('error'), 'invalid_request')
  })

  it('chooses nothing that is not theirs', async () => {
    const visitor = site.visitor()
    const begun = await product.begin({ prompt: 'organization' })
    const chooser = await goThroughLogin(site, visitor, begun.url, consultant)
    const page = await visitor.post(chooser.url.href, { organization: 'cedar' })
    assert.equal(page.status, 400)
  })
})

describe('a session', () => {
  it('ends after four idle hours, and after twelve in all (A1)', async () => {
    for (const [steps, hours, lives] of [
      [3, 3.9, true],
      [1, 4.1, false],
      [4, 3.2, false],
    ] as const) {
      await using own = await startTestSite()
      const organization = await own.addOrganization('alder', 'Alder MSP')
      const visitor = await own.logIn(await own.addPerson(organization, 'tech'))
      let last = await visitor.get('/')
      for (let step = 0; step < steps; step += 1) {
        own.hub.pass(hours * HOUR)
        last = await visitor.get('/')
      }
      assert.equal(last.url.pathname === '/', lives, `${steps} × ${hours} h`)
    }
  })
})

async function register(request: Partial<ClientRequest>): Promise<client.Configuration> {
  const { id, secret } = await addClient(site.hub, {
    name: 'Wiki',
    redirectUris: ['http://localhost:5999/callback'],
    by: operator,
    ...request,
  })
  const authentication = secret === null ? client.None() : client.ClientSecretBasic(secret)
  const metadata = { id_token_signed_response_alg: request.idTokenAlg ?? 'ES256' }
  return client.discovery(new URL(site.origin), id, metadata, authentication, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  })
}

async function beginAt(config: client.Configuration, parameters: Readonly<Record<string, string>> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: 'http://localhost:5999/callback',
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    ...parameters,
  })
  return { url, pkceCodeVerifier }
}

describe('a client that the operator registered', () => {
  it('signs people in without consent, with either algorithm and either kind of client', async () => {
    for (const request of [{}, { idTokenAlg: 'RS256' as const }, { auth: 'none' as const }]) {
      const config = await register(request)
      const begun = await beginAt(config, { organization: 'alder' })
      const back = await goThroughLogin(site, site.visitor(), begun.url, consultant)
      const tokens = await client.authorizationCodeGrant(config, back.url, begun)
      assert.equal(tokens.claims()?.sub, consultant.account.id)
      assert.equal('link_id' in (tokens.claims() ?? {}), false)
    }
  })

  it('may do without PKCE where it was registered so', async () => {
    const config = await register({ withoutPkce: true })
    const { url } = await beginAt(config, { organization: 'alder' })
    url.searchParams.delete('code_challenge')
    url.searchParams.delete('code_challenge_method')
    const back = await goThroughLogin(site, site.visitor(), url, consultant)
    assert.equal((await client.authorizationCodeGrant(config, back.url)).claims()?.sub, consultant.account.id)
  })

  it('of a third party asks for consent first, and learns nothing where it is denied', async () => {
    const config = await register({ thirdParty: true, name: 'Third Wiki' })
    const visitor = site.visitor()
    const begun = await beginAt(config, { organization: 'alder' })
    const consent = await goThroughLogin(site, visitor, begun.url, consultant)
    assert.match(consent.text, /Third Wiki gets to know/)
    const back = await visitor.post(consent.url.href, { decision: 'allow' })
    assert.equal((await client.authorizationCodeGrant(config, back.url, begun)).claims()?.sub, consultant.account.id)

    const silent = await beginAt(config, { organization: 'alder' })
    assert.equal((await visitor.get(silent.url.href)).url.searchParams.has('code'), true)
    const again = await beginAt(config, { organization: 'alder', prompt: 'consent' })
    const asked = await visitor.get(again.url.href)
    const denied = await visitor.post(asked.url.href, { decision: 'cancel' })
    assert.match(denied.url.searchParams.get('error_description') ?? '', /^attempt_cancelled /)
  })

  it('of a third party asks for consent in each organization', async () => {
    const config = await register({ thirdParty: true })
    const visitor = site.visitor()
    const { url: asking } = await beginAt(config, { organization: 'alder' })
    const consent = await goThroughLogin(site, visitor, asking, consultant)
    await visitor.post(consent.url.href, { decision: 'allow' })
    const silently = async (organization: string) => {
      const { url } = await beginAt(config, { organization, prompt: 'none' })
      return (await visitor.get(url.href)).url.searchParams.get('error')
    }

    assert.equal(await silently('alder'), null)
    assert.equal(await silently('birch'), 'consent_required')
  })

  it('cannot ask to link an account, as a product of the suite can (A14)', async () => {
    const config = await register({})
    const { url } = await beginAt(config, { linking: '{}', max_age: '0' })

    const { error_description: description } = Object.fromEntries((await site.visitor().get(url.href)).url.searchParams)

    assert.equal(description, 'linking is for deployments of the suite')
  })

  it('keeps its people by refresh tokens until they are inactive (T27)', async () => {
    const person = await site.addPerson(alder, 'refreshed')
    const config = await register({})
    const begun = await beginAt(config, { scope: 'openid offline_access', prompt: 'consent' })
    const back = await goThroughLogin(site, site.visitor(), begun.url, person)
    const tokens = await client.authorizationCodeGrant(config, back.url, begun)
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '')
    assert.equal(refreshed.claims()?.['acr'], 'https://refeds.org/profile/mfa')
    await deactivateMember(site.hub, { member: person.member.id, by: operator })
    await assert.rejects(client.refreshTokenGrant(config, refreshed.refresh_token ?? ''), client.ResponseBodyError)
  })

  it('of one organization is for its members only', async () => {
    const config = await register({ organization: birch })
    const { url } = await beginAt(config)
    const visitor = site.visitor()
    const stranger = await site.addPerson(alder, 'stranger')
    assert.match((await goThroughLogin(site, visitor, url, stranger)).text, /wrong_organization/)
  })

  it('of one organization signs a session in to that one without asking, and refuses who is not in it', async () => {
    const ofBirch = await register({ organization: birch })
    const both = site.visitor()
    await goThroughLogin(site, both, (await beginAt(await register({}), { organization: 'alder' })).url, consultant)
    const only = await site.logIn(await site.addPerson(alder, 'only'))

    const begun = await beginAt(ofBirch, { prompt: 'none' })
    const signedIn = await both.get(begun.url.href)
    const tokens = await client.authorizationCodeGrant(ofBirch, signedIn.url, begun)
    const refused = await only.get((await beginAt(ofBirch, { prompt: 'none' })).url.href)

    assert.equal(tokens.claims()?.['org_id'], birch)
    assert.equal(refused.url.searchParams.get('code'), null)
    assert.ok(refused.url.searchParams.get('error'))
  })

  it('asks before it logs a person out, with an ID token of this very session too (T24)', async () => {
    const config = await register({ postLogoutRedirectUris: ['http://localhost:5999/bye'] })
    const begun = await beginAt(config, { organization: 'alder' })
    const visitor = site.visitor()
    const back = await goThroughLogin(site, visitor, begun.url, consultant)
    const { id_token: hint = '' } = await client.authorizationCodeGrant(config, back.url, begun)

    const asked = await visitor.get(client.buildEndSessionUrl(config, { id_token_hint: hint }).href)

    assert.equal(asked.headline, 'Log out?')
    assert.equal((await visitor.get('/')).url.pathname, '/')
  })

  it('logs people out with a page that asks, and another that says so (T24)', async () => {
    const config = await register({ postLogoutRedirectUris: ['http://localhost:5999/bye'] })
    const begun = await beginAt(config, { organization: 'alder' })
    const visitor = site.visitor()
    const back = await goThroughLogin(site, visitor, begun.url, consultant)
    const { id_token: hint = '' } = await client.authorizationCodeGrant(config, back.url, begun)

    const bare = await visitor.get('/oidc/logout')
    assert.equal(bare.headline, 'Log out?')
    assert.equal((await visitor.get('/')).url.pathname, '/')
    const foreign = await visitor.get(
      `/oidc/logout?id_token_hint=${hint}&post_logout_redirect_uri=http://evil.example/`,
    )
    assert.equal(foreign.firstStatus, 400)

    const end = client.buildEndSessionUrl(config, {
      id_token_hint: hint,
      post_logout_redirect_uri: 'http://localhost:5999/bye',
      state: 's',
    })
    const asked = await visitor.get(end.href)
    assert.match(asked.policy, /form-action 'self' http:\/\/localhost:5999;/)
    const gone = await visitor.press(asked, 'Log out')
    assert.equal(gone.url.href, 'http://localhost:5999/bye?state=s')
    assert.equal((await visitor.get('/')).url.pathname.startsWith('/login/'), true)
    assert.match((await visitor.get('/logged-out')).text, /You are logged out/)
  })
})
