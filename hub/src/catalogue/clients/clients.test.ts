import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, operator, psaUs, refused } from '../../../testing.ts'
import { addDeployment } from './add-deployment.ts'
import { hashToken } from '../../secrets/hash-token.ts'
import { addClient } from '../../people/organizations/add-client.ts'
import type { ClientRequest } from '../../people/organizations/add-client.ts'
import { findClient, listClients } from './find-client.ts'

const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })
const key = { kty: 'EC', crv: 'P-256', x, y, kid: 'one' }
const request: ClientRequest = { name: 'Wiki', redirectUris: ['https://wiki.example/callback'], by: operator }

for (const database of databases) {
  describe(`clients on ${database.name}`, () => {
    it('get a secret that is said once and kept as a hash', async () => {
      await using hub = await openPeopledHub(database)

      const { id, secret } = await addClient(hub, { ...request, organization: hub.alder })

      const client = await findClient(hub, id)
      assert.ok(client?.kind === 'registered')
      assert.equal(client.secretHash, hashToken(secret ?? ''))
      assert.equal(client.organization, hub.alder)
      assert.deepEqual(client.metadata, {
        redirect_uris: ['https://wiki.example/callback'],
        post_logout_redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
        pkce: true,
        third_party: false,
      })
    })

    it('have none where they prove themselves by a key, or cannot keep one', async () => {
      await using hub = await openPeopledHub(database)
      const byKey = await addClient(hub, { ...request, auth: 'private_key_jwt', jwks: { keys: [key] } })
      const open = await addClient(hub, { ...request, auth: 'none' })
      assert.deepEqual([byKey.secret, open.secret], [null, null])
    })

    it('are refused with what could not work or would not be safe', async () => {
      await using hub = await openPeopledHub(database)
      const wrongs: Partial<ClientRequest>[] = [
        { redirectUris: [] },
        { redirectUris: ['/callback'] },
        { redirectUris: ['https://wiki.example/callback#fragment'] },
        { backchannelLogoutUri: 'wiki' },
        { auth: 'none', withoutPkce: true },
        { auth: 'private_key_jwt' },
        { auth: 'private_key_jwt', jwks: { keys: [{ ...key, d: 'secret' }] } },
        { auth: 'private_key_jwt', jwks: { keys: [{ ...key, y: x }] } },
      ]
      for (const wrong of wrongs) {
        await assert.rejects(addClient(hub, { ...request, ...wrong }), refused('client_invalid'), JSON.stringify(wrong))
      }
      assert.deepEqual(await listClients(hub), [])
    })

    it('are deployments too, by the keys that they registered last', async () => {
      await using hub = await openPeopledHub(database)
      const deployment = { module: 'psa', region: 'us', origin: null, by: operator } as const
      await addDeployment(hub, { ...deployment, keys: [{ ...key, kid: 'old' }] })
      await addDeployment(hub, { ...deployment, keys: [key] })
      for (const wrong of [{ d: 'secret' }, { y: x }, { kty: 'oct' }]) {
        const keys = [{ ...key, ...wrong }]
        await assert.rejects(addDeployment(hub, { ...deployment, keys }), refused('client_invalid'))
      }

      assert.deepEqual(await listClients(hub), [
        {
          kind: 'deployment',
          id: psaUs,
          name: 'PSA',
          deployment: psaUs,
          module: 'psa',
          region: 'us',
          origin: 'http://localhost:5521',
          jwks: { keys: [key] },
        },
      ])
    })
  })
}
