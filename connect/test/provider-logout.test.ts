import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import type { LogEntry } from '../src/api/config.ts'
import { type Browser, openBrowser } from '../src/testing/hostile-browser.ts'
import { type BareProviderWorld, everyMember, openBareProviderWorld } from './provider-world.ts'
import { openWorld, tech } from './world.ts'

interface There extends BareProviderWorld {
  /** A browser in which a person is signed in through the provider. */
  readonly browser: Browser
}

async function openThere(): Promise<There> {
  const world = await openBareProviderWorld(everyMember)
  world.provider.accounts.set('tech', { tid: 'alder' })
  await world.go(await world.logIn('usr_admin'), 'link-tenant', 'tech')
  await world.go(await world.logIn('usr_tech'), 'link-user', 'tech')
  const browser = openBrowser()
  await world.go(browser, 'sign-in', 'tech')
  return { ...world, browser }
}

const seconds = () => Math.floor(Date.now() / 1000)
const LOGGED_OUT = { 'http://schemas.openid.net/event/backchannel-logout': {} }

const claimsFor = ({ provider }: There, more: object) => ({
  iss: provider.issuer,
  aud: 'psa',
  iat: seconds(),
  jti: randomUUID(),
  sub: 'tech',
  events: LOGGED_OUT,
  ...more,
})

const sendLogout = ({ product }: Pick<There, 'product'>, logout_token: string) =>
  fetch(`${product.origin}/connect/backchannel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token }),
  })

const refusedIn = (log: readonly LogEntry[], event: string) =>
  log.filter((entry) => entry.event === event).map(({ check }) => check)

describe('a logout token of another provider (FP1)', () => {
  const asTheySendIt: readonly [string, string | undefined, () => object][] = [
    ['without a type, for fifteen minutes', undefined, () => ({ exp: seconds() + 900 })],
    ['of type JWT, for five minutes, as of Keycloak before 25', 'JWT', () => ({ exp: seconds() + 300 })],
    ['without an end, as of Keycloak before 23.0.4 and of Ory Hydra', 'JWT', () => ({})],
    ['by the book', 'logout+jwt', () => ({ exp: seconds() + 120 })],
  ]
  for (const [says, type, times] of asTheySendIt) {
    it(`${says} ends the session, and once`, async () => {
      await using there = await openThere()
      assert.equal((await there.sessionOf(there.browser))?.userId, 'usr_tech')
      const token = there.provider.sign(type, claimsFor(there, times()))

      const [first, again] = [await sendLogout(there, token), await sendLogout(there, token)]

      assert.deepEqual([first.status, again.status], [200, 400])
      assert.equal(await there.sessionOf(there.browser), null)
      assert.deepEqual(refusedIn(there.product.log, 'logout_token_refused'), ['jti'])
    })
  }

  it('that is amiss is refused, and the log says why with the reference of the answer (T22, FP2)', async () => {
    await using there = await openThere()
    const amiss: readonly [string, string | undefined, object][] = [
      ['typ', 'at+jwt', { exp: seconds() + 60 }],
      ['exp', undefined, { exp: seconds() + 930 }],
      ['iat', undefined, { iat: seconds() - 181 }],
      ['nonce', undefined, { exp: seconds() + 60, nonce: 'n' }],
      ['aud', undefined, { exp: seconds() + 60, aud: 'another' }],
      ['events', undefined, { exp: seconds() + 60, events: {} }],
    ]
    for (const [check, type, more] of amiss) {
      const answer = await sendLogout(there, there.provider.sign(type, claimsFor(there, more)))
      const { reference } = (await answer.json()) as { reference: string }
      const said = there.product.log.find((entry) => entry.reference === reference)
      assert.deepEqual([answer.status, said?.event, said?.check], [400, 'logout_token_refused', check])
      assert.ok(said?.cause)
    }
    assert.equal((await there.sessionOf(there.browser))?.userId, 'usr_tech')
  })

  it('is not what a hub sends: there the type and the end stay required (T22)', async () => {
    await using world = await openWorld()
    const token = { iss: world.hub.issuer, aud: 'psa-us', sub: tech.sub, events: LOGGED_OUT }
    const send = (type: string, times: object) =>
      sendLogout(world, world.hub.sign(type, { ...token, iat: seconds(), jti: randomUUID(), ...times }))

    await send('JWT', { exp: seconds() + 60 })
    await send('logout+jwt', {})
    await send('logout+jwt', { exp: seconds() + 300 })

    assert.deepEqual(refusedIn(world.product.log, 'logout_token_refused'), ['typ', 'exp', 'exp'])
  })
})

describe('a Security Event Token of another provider (FP1)', () => {
  const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
  const send = ({ product }: There, body: string) =>
    fetch(`${product.origin}/connect/security-events`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/secevent+jwt' },
      body,
    })
  const eventFor = (there: There, more: object = {}) => {
    const { sub: _, ...claims } = claimsFor(there, { events: { [REVOKED]: {} } })
    return { ...claims, sub_id: { format: 'iss_sub', iss: claims.iss, sub: 'tech' }, iat: seconds() + 9, ...more }
  }

  for (const type of [undefined, 'JWT', 'secevent+jwt']) {
    it(`of type ${type} ends the sessions of its person`, async () => {
      await using there = await openThere()
      const answer = await send(there, there.provider.sign(type, eventFor(there)))
      assert.equal(answer.status, 202)
      assert.equal(await there.sessionOf(there.browser), null)
    })
  }

  it('that has no type and is a logout token is none, and may still end the session where it belongs', async () => {
    await using there = await openThere()
    const token = there.provider.sign(undefined, claimsFor(there, {}))

    const here = await send(there, token)
    const where = await sendLogout(there, token)

    assert.deepEqual([here.status, where.status], [400, 200])
    assert.deepEqual(refusedIn(there.product.log, 'security_event_refused'), ['events'])
    assert.equal(await there.sessionOf(there.browser), null)
  })
})
