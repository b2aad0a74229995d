/**
 * A floor of the bench, in a process of its own: the provider's library on a Map, with a login of two pages. It says its
 * origin to its parent.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { hashPassword, isPassword } from '@lanyard/guard'
import { stepsOf } from '@lanyard/hub/src/people/factors/one-time-codes.ts'
import { exportJWK, generateKeyPair } from 'jose'
import { type Adapter, type AdapterPayload, type KoaContextWithOIDC, Provider } from 'oidc-provider'
import { Secret } from 'otpauth'
import { KEY, PASSWORD, REDIRECT_URI } from './people.ts'

const [clientId = '', clientSecret = ''] = process.argv.slice(2)
const { privateKey } = await generateKeyPair('ES256', { extractable: true })
const hash = await hashPassword(PASSWORD)
const key = Uint8Array.from(Secret.fromBase32(KEY).bytes)
const lastSteps = new Map<string, number>()
const identified = new Map<string, string>()

const server = createServer((request, response) => void answer(request, response))
server.listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const issuer = `http://localhost:${(server.address() as AddressInfo).port}`

const provider = new Provider(issuer, {
  adapter: onMap(new Map(), new Map()),
  clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [REDIRECT_URI] }],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'one', alg: 'ES256', use: 'sig' }] },
  cookies: { keys: ['bench'] },
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email', 'email_verified'] },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/login/${uid}` },
  pkce: { required: () => true },
  findAccount: (_ctx, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: id, preferred_username: id, email: id, email_verified: false }),
  }),
  loadExistingGrant,
})
const callback = provider.callback()
process.send?.({ issuer })
process.once('disconnect', () => process.exit())

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, page, uid = '', step] = (request.url ?? '').split('/')
  if (page !== 'login') return void callback(request, response)
  if (request.method === 'GET') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<form>')
  const form = new URLSearchParams(await text(request))
  if (step === undefined) {
    if (!(await isPassword(form.get('password') ?? '', hash, 'known'))) return void response.writeHead(401).end()
    identified.set(uid, form.get('username') ?? '')
    return void response.writeHead(303, { location: `/login/${uid}/code` }).end()
  }
  const accountId = identified.get(uid) ?? ''
  const taken = stepsOf(key, form.get('code') ?? '', Date.now()).find((at) => at > (lastSteps.get(accountId) ?? 0))
  if (taken === undefined) return void response.writeHead(401).end()
  lastSteps.set(accountId, taken)
  identified.delete(uid)
  await provider.interactionFinished(request, response, { login: { accountId } })
}

/** What the client asks for is its own people's: no one is asked for consent. */
async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const {
    client,
    session,
    provider: { Grant },
  } = oidc
  if (!client || !session?.accountId) return undefined
  const before = session.grantIdFor(client.clientId)
  const found = before === undefined ? undefined : await Grant.find(before)
  if (found) return found
  const grant = new Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}

function onMap(rows: Map<string, AdapterPayload>, uids: Map<string, string>) {
  return (model: string): Adapter => {
    const name = (id: string) => `${model} ${id}`
    return {
      async upsert(id, payload) {
        rows.set(name(id), payload)
        if (payload.uid !== undefined) uids.set(payload.uid, id)
      },
      find: async (id) => rows.get(name(id)),
      findByUid: async (uid) => rows.get(name(uids.get(uid) ?? '')),
      findByUserCode: async () => undefined,
      async consume(id) {
        const payload = rows.get(name(id))
        if (payload) payload['consumed'] = Math.floor(Date.now() / 1000)
      },
      async destroy(id) {
        rows.delete(name(id))
      },
      async revokeByGrantId() {},
    }
  }
}
