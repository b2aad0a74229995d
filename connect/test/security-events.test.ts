import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { stateOf } from './agreement.ts'
import { openLinkedWorld } from './linked-world.ts'
import { second, tech, type World } from './world.ts'

const RISC = 'https://schemas.openid.net/secevent/risc/event-type'
const REVOKED = 'https://schemas.openid.net/secevent/caep/event-type/session-revoked'
const SEVERED = 'urn:lanyard:secevent:event-type:link-severed'
const TYPE = { 'Content-Type': 'application/secevent+jwt' }

/** Seconds by which the hub's clock is ahead when it speaks, so that no ID token of a test is newer than its word. */
const AHEAD = 9
const seconds = () => Math.floor(Date.now() / 1000)

interface Told {
  readonly type?: string
  readonly typ?: string
  readonly event?: object
  readonly claims?: object
}

const userOf = ({ hub }: World, sub: string) => ({ format: 'iss_sub', iss: hub.issuer, sub })

function tokenOf(
  world: World,
  sub_id: object,
  { type = REVOKED, typ = 'secevent+jwt', event = {}, claims }: Told = {},
) {
  const token = { iss: world.hub.issuer, aud: 'psa-us', iat: seconds() + AHEAD, jti: randomUUID(), sub_id }
  return world.hub.sign(typ, { ...token, events: { [type]: event }, ...claims })
}

function send({ product }: World, body: string, headers: Readonly<Record<string, string>> = TYPE): Promise<Response> {
  return fetch(`${product.origin}/connect/security-events`, { method: 'POST', headers, body })
}

async function sidOf({ product }: World, userId: string): Promise<string> {
  const { sid } = await product.db
    .withTables<{ connect_product_sessions: { sid: string; user_id: string } }>()
    .selectFrom('connect_product_sessions')
    .select('sid')
    .where('user_id', '=', userId)
    .executeTakeFirstOrThrow()
  return sid
}

describe('a Security Event Token', () => {
  for (const [says, type] of [
    ['that an account is disabled', `${RISC}/account-disabled`],
    ['that sessions are revoked, as RISC says it', `${RISC}/sessions-revoked`],
    ['that sessions are revoked, as CAEP says it', REVOKED],
  ] as const) {
    it(`${says} ends that person’s sessions, and lets nothing under way begin (T22, T26)`, async () => {
      await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
      const [standing, waiting, another] = [openBrowser(), openBrowser(), openBrowser()]
      await world.signIn(another, second)
      await world.signIn(standing, tech)
      const callback = await waiting.open(`${world.product.origin}/connect/sign-in`, { until: /\/connect\/callback/ })

      const taken = await send(world, tokenOf(world, userOf(world, 'acc_tech'), { type }))
      const page = await waiting.open(callback.url.href)

      assert.deepEqual([taken.status, await taken.text(), taken.headers.get('Cache-Control')], [202, '', 'no-store'])
      assert.equal((await world.noticeOn(page))?.code, 'attempt_invalid')
      assert.deepEqual([await world.sessionOf(standing), await world.sessionOf(waiting)], [null, null])
      assert.equal((await world.sessionOf(another))?.userId, 'usr_tech2')
    })
  }

  it('about one session ends that one', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const [first, later] = [openBrowser(), openBrowser()]
    await world.signIn(first, tech)
    const session = { format: 'opaque', id: await sidOf(world, 'usr_tech') }
    await world.signIn(later, tech)

    await send(world, tokenOf(world, { format: 'complex', user: userOf(world, 'acc_tech'), session }))

    assert.equal(await world.sessionOf(first), null)
    assert.equal((await world.sessionOf(later))?.userId, 'usr_tech')
  })

  it('about one organization leaves the others alone', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const within = (id: string) => ({
      format: 'complex',
      user: userOf(world, 'acc_tech'),
      tenant: { format: 'opaque', id },
    })

    await send(world, tokenOf(world, within('birch')))
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
    await send(world, tokenOf(world, within('alder')))
    assert.equal(await world.sessionOf(browser), null)
  })

  it('concerns nothing that began after the event, however often it is sent (T22)', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const before = { type: `${RISC}/account-disabled`, event: { event_timestamp: seconds() - 60 } }
    const token = tokenOf(world, userOf(world, 'acc_tech'), before)

    const answers = [await send(world, token), await send(world, token)]

    assert.deepEqual(
      answers.map(({ status }) => status),
      [202, 202],
    )
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('used before ends nothing a second time', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const token = tokenOf(world, userOf(world, 'acc_tech'))
    await send(world, token)
    // As where the ends that it left are forgotten.
    await world.product.db.withTables<{ connect_subject_ends: object }>().deleteFrom('connect_subject_ends').execute()
    const browser = openBrowser()
    await world.signIn(browser, tech)

    assert.equal((await send(world, token)).status, 202)

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('of an account that is enabled again restores nothing, and links were never gone', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const of = { claims: { iat: seconds() } }
    await send(world, tokenOf(world, userOf(world, 'acc_tech'), { type: `${RISC}/account-disabled`, ...of }))

    const taken = await send(
      world,
      tokenOf(world, userOf(world, 'acc_tech'), { type: `${RISC}/account-enabled`, ...of }),
    )

    assert.equal(taken.status, 202)
    assert.equal(await world.sessionOf(browser), null)
    assert.equal((await world.product.connect.userState('usr_tech')).state, 'linked')
  })

  it('about a tenant link makes this product ask, and ends nothing that the hub holds', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const [link] = world.hub.ledger.links.values()
    const id = link?.id ?? ''
    const severed = () => tokenOf(world, userOf(world, 'acc_tech'), { type: SEVERED, event: { link_id: id } })

    await send(world, severed())
    assert.equal(await stateOf(world), 'on')
    world.hub.ledger.end(id)
    await send(world, severed())
    assert.equal(await stateOf(world), 'off')
    const unknown = tokenOf(world, {}, { type: SEVERED, event: { link_id: 'lnk_of_nobody' } })
    assert.equal((await send(world, unknown)).status, 202)
  })

  it('is refused where it is none, in words that tell a stranger nothing (T22)', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const browser = openBrowser()
    await world.signIn(browser, tech)
    const known = userOf(world, 'acc_tech')
    const [head, body] = tokenOf(world, known).split('.')
    const refused: readonly [string, string, string, Readonly<Record<string, string>>?][] = [
      ['nothing', '', 'invalid_request'],
      ['nonsense', 'a.b.c', 'invalid_request'],
      ['a logout token', tokenOf(world, known, { typ: 'logout+jwt' }), 'invalid_request'],
      ['an ID token', tokenOf(world, known, { typ: 'JWT' }), 'invalid_request'],
      ['another signature', `${head}.${body}.AAAA`, 'invalid_key'],
      ['another issuer', tokenOf(world, known, { claims: { iss: 'https://evil.example' } }), 'invalid_issuer'],
      ['another audience', tokenOf(world, known, { claims: { aud: 'psa-uk' } }), 'invalid_audience'],
      ['a nonce', tokenOf(world, known, { claims: { nonce: 'n' } }), 'invalid_request'],
      ['more than 16 KiB', tokenOf(world, known, { claims: { more: 'x'.repeat(16_384) } }), 'invalid_request'],
      ['a form', tokenOf(world, known), 'invalid_request', { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ]
    for (const [what, token, err, headers] of refused) {
      const response = await send(world, token, headers)
      assert.equal(response.status, 400, what)
      assert.equal(response.headers.get('Content-Type'), 'application/json', what)
      const answer = (await response.json()) as { readonly err: string; readonly description: string }
      assert.deepEqual([answer.err, Object.keys(answer)], [err, ['err', 'description']], what)
    }
    const stranger = await send(world, tokenOf(world, userOf(world, 'acc_nobody')))
    assert.deepEqual([stranger.status, await stranger.text()], [202, ''])
    const asLogout = new URLSearchParams({ logout_token: tokenOf(world, known) })
    const url = `${world.product.origin}/connect/backchannel-logout`
    assert.equal((await fetch(url, { method: 'POST', body: asLogout })).status, 400)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('is to be sent again while the hub’s keys cannot be had', async () => {
    await using world = await openLinkedWorld({}, { usr_tech: tech, usr_tech2: second })
    const token = tokenOf(world, userOf(world, 'acc_tech'))
    const browser = openBrowser()
    await world.signIn(browser, tech)
    world.restart()
    world.hub.goAway()

    const { status, headers } = await send(world, token)
    assert.deepEqual([status, headers.get('retry-after')], [503, '60'])
    world.hub.comeBack()
    assert.equal((await send(world, token)).status, 202)

    assert.equal(await world.sessionOf(browser), null)
  })
})
