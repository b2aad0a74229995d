import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import * as client from 'openid-client'
import { operator } from '../../testing.ts'
import { addClient } from '../people/organizations/add-client.ts'
import type { OrganizationId } from '../ids.ts'
import { keepSigningKeys } from '../records/signing-keys/keep-signing-keys.ts'
import { replaceSigningKeys } from '../records/signing-keys/replace-signing-keys.ts'
import { rotateSigningKeys } from '../records/signing-keys/rotate-signing-keys.ts'
import { type Person, startTestSite, type TestSite } from '../web/testing/start-test-site.ts'
import type { Visitor } from '../web/testing/visitor.ts'
import { goThroughLogin } from './testing/go-through-login.ts'

const CALLBACK = 'http://localhost:5999/callback'

let site: TestSite
let alder: OrganizationId
let tech: Person
let wiki: client.Configuration

before(async () => {
  site = await startTestSite({ LANYARD_LIFETIMES: JSON.stringify({ signingKeyLead: 0.001 }) })
  alder = await site.addOrganization('alder', 'Alder MSP')
  tech = await site.addPerson(alder, 'tech')
  const { id } = await addClient(site.hub, { name: 'Wiki', redirectUris: [CALLBACK], auth: 'none', by: operator })
  wiki = await client.discovery(new URL(site.origin), id, { id_token_signed_response_alg: 'ES256' }, client.None(), {
    execute: [client.allowInsecureRequests],
  })
})
after(() => site[Symbol.asyncDispose]())

async function begin() {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const url = client.buildAuthorizationUrl(wiki, {
    redirect_uri: CALLBACK,
    scope: 'openid',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  })
  return { url, pkceCodeVerifier }
}

/** @returns the ID token, which was verified by the keys that the hub publishes */
async function redeem({ pkceCodeVerifier }: { readonly pkceCodeVerifier: string }, callback: URL): Promise<string> {
  const { id_token: token = '' } = await client.authorizationCodeGrant(wiki, callback, { pkceCodeVerifier })
  assert.ok(await isVerified(token))
  return token
}

/** A silent sign-in of a browser whose session stands. */
async function signIn(visitor: Visitor): Promise<string> {
  const begun = await begin()
  return redeem(begun, (await visitor.get(begun.url.href)).url)
}

async function publishedKeys(): Promise<ReadonlyMap<string, JsonWebKey>> {
  const answer = (await (await fetch(`${site.origin}/oidc/jwks`)).json()) as { keys: (JsonWebKey & { kid: string })[] }
  assert.ok(answer.keys.every((key) => !('d' in key)))
  return new Map(answer.keys.map((key) => [key.kid, key]))
}

function kidOf(token: string): string {
  const [header = ''] = token.split('.')
  return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string }).kid
}

/** As a stranger's library does, by the key set of this moment. */
async function isVerified(token: string): Promise<boolean> {
  const key = (await publishedKeys()).get(kidOf(token))
  const [header, payload, signature = ''] = token.split('.')
  if (key === undefined) return false
  const format = { key: createPublicKey({ key, format: 'jwk' }), dsaEncoding: 'ieee-p1363' } as const
  return verify('sha256', Buffer.from(`${header}.${payload}`), format, Buffer.from(signature, 'base64url'))
}

describe('a running hub', () => {
  it('takes a rotation up without a restart: no sign-in fails, and what was signed before still verifies', async () => {
    const visitor = site.visitor()
    const begun = await begin()
    const back = await goThroughLogin(site, visitor, begun.url, tech)
    const first = await redeem(begun, back.url)
    const tokens: string[] = []
    const traffic = { isOver: false }
    const people = Array.from({ length: 3 }, async () => {
      while (!traffic.isOver) tokens.push(await signIn(visitor))
    })

    await rotateSigningKeys(site.hub, { by: operator })
    await site.followSigningKeys()
    const published = await publishedKeys()
    const unused = await signIn(visitor)
    await keepSigningKeys(site.hub)
    await site.followSigningKeys()
    const last = await signIn(visitor)
    traffic.isOver = true
    await Promise.all(people)

    assert.equal(kidOf(unused), kidOf(first))
    assert.notEqual(kidOf(last), kidOf(first))
    assert.ok(published.has(kidOf(last)), 'it was known before it signed')
    assert.deepEqual([...new Set(tokens.map(kidOf))].toSorted(), [kidOf(first), kidOf(last)].toSorted())
    for (const token of [first, last, ...tokens.slice(-3)]) assert.ok(await isVerified(token))
  })

  it('finishes a login that began before the rotation', async () => {
    const visitor = site.visitor()
    const begun = await begin()
    const page = await visitor.get(begun.url.href)
    await rotateSigningKeys(site.hub, { by: operator })
    await site.followSigningKeys()

    const back = await goThroughLogin(site, visitor, page.url, tech)

    assert.ok(await redeem(begun, back.url))
  })

  it('refuses everything that a stolen key has signed, from the same moment', async () => {
    const visitor = site.visitor()
    const begun = await begin()
    const before = await redeem(begun, (await goThroughLogin(site, visitor, begun.url, tech)).url)
    const stolen = await publishedKeys()
    await replaceSigningKeys(site.hub, { by: operator })
    await site.followSigningKeys()

    const published = await publishedKeys()

    assert.deepEqual(
      [...published.keys()].filter((kid) => stolen.has(kid)),
      [],
    )
    assert.equal(await isVerified(before), false)
    assert.ok(published.has(kidOf(await signIn(visitor))))
  })
})
