import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, describe, it } from 'node:test'
import * as client from 'openid-client'
import { operator } from '../../testing.ts'
import { addDeployment } from '../catalogue/clients/add-deployment.ts'
import { addClient } from '../people/organizations/add-client.ts'
import { registerDeploymentKeys } from '../catalogue/clients/register-deployment-keys.ts'
import { openAlder } from '../web/testing/open-alder.ts'
import { openTestClient } from './testing/test-client.ts'

const site = await openAlder()
const visitor = await site.logIn(site.tech)
const wiki = await openTestClient(site)
after(async () => {
  await wiki[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
})

/** @returns the status, and to which origin's pages the answer is shown */
async function ask(path: string, request: RequestInit): Promise<[number, string | null]> {
  const answer = await fetch(`${site.origin}${path}`, request)
  return [answer.status, answer.headers.get('access-control-allow-origin')]
}

describe('a client outside the suite', () => {
  it('has its own pages ask who a person is, and exchange codes where it keeps no secret; no page of another origin', async () => {
    const own = new URL((await wiki.begin()).url.searchParams.get('redirect_uri') ?? '').origin
    const open = await addClient(site.hub, { name: 'App', redirectUris: [`${own}/`], auth: 'none', by: operator })
    const { access_token: token } = await wiki.getTokens(visitor)
    const userinfo = (origin: string) =>
      ask('/oidc/userinfo', { headers: { authorization: `Bearer ${token}`, origin } })
    const exchange = async (id: string, origin: string) => {
      const body = new URLSearchParams({ grant_type: 'authorization_code', code: 'none', client_id: id })
      return (await ask('/oidc/token', { method: 'POST', headers: { origin }, body }))[1]
    }

    assert.deepEqual(await userinfo(own), [200, own])
    assert.deepEqual(await userinfo('https://evil.example'), [400, null])
    assert.equal(await exchange(open.id, own), own)
    assert.equal(await exchange(open.id, 'https://evil.example'), null)
    assert.equal(await exchange(wiki.id, own), null)
  })

  it('revokes its own tokens, and no other client’s', async () => {
    await using other = await openTestClient(site)
    const { access_token: token } = await wiki.getTokens(visitor)
    const says = () => client.fetchUserInfo(wiki.config, token, site.tech.account.id)

    await client.tokenRevocation(other.config, token)
    assert.equal((await says()).sub, site.tech.account.id)
    await client.tokenRevocation(wiki.config, token)
    await assert.rejects(says())
  })

  it('gets no token for the API, which is for deployments of the suite', async () => {
    const { url } = await wiki.begin({ resource: `${site.origin}/api` })

    assert.equal((await visitor.get(url.href)).url.searchParams.get('error'), 'invalid_target')
  })
})

describe('a deployment without an address', () => {
  it('is no client, since no person and no message can be sent there', async () => {
    const { id } = await addDeployment(site.hub, { module: 'psa', region: 'apac', origin: null, by: operator })
    const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
    const keys = [{ kty: 'EC', crv: 'P-256', x, y, kid: 'one' }]
    await registerDeploymentKeys(site.hub, { deployment: id, name: 'PSA APAC', keys })

    assert.equal(await site.provider.Client.find(id), undefined)
  })
})
