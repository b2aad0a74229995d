import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { behindProxies, eventually, type TestDialect } from '@lanyard/storage/testing'
import { asOwner, operator, psaUk, psaUs } from '../../../testing.ts'
import { openTestClient } from '../../oidc/testing/test-client.ts'
import { openTestProduct } from '../../oidc/testing/test-product.ts'
import { endOtherSessions } from '../../people/sessions/end-other-sessions.ts'
import { makeMember } from '../../connections/rights/change-role.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { resumeOrganization, suspendOrganization } from '../../connections/rights/suspend-organization.ts'
import { SECOND } from '../../clock.ts'
import type { MemberId } from '../../ids.ts'
import { startTestSite } from '../testing/start-test-site.ts'

const path = '/admin-settings/log-outs'

/** Alder is connected to a PSA that is down; its technician is signed in to a wiki outside the suite. */
async function openAlder(database?: TestDialect) {
  const site = await startTestSite({}, database)
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const birch = await site.addOrganization('birch', 'Birch IT')
  const [master, other] = [
    await site.addPerson(alder, 'master', 'master'),
    await site.addPerson(birch, 'other', 'master'),
  ]
  const tech = await site.addPerson(alder, 'tech')
  const product = await openTestProduct(site.hub, psaUs)
  await site.connect(master, psaUs, 'Alder')
  await site.connect(other, psaUk, 'Birch')
  const wiki = await openTestClient(site)
  await wiki.signIn(await site.logIn(tech))
  return {
    site,
    master,
    tech,
    product,
    wiki,
    browser: await site.logIn(master),
    stranger: await site.logIn(other),
    async [Symbol.asyncDispose]() {
      await wiki[Symbol.asyncDispose]()
      await site[Symbol.asyncDispose]()
    },
  }
}

/** What ends a master's right to see the page, by what does it at the hub. */
const losses: Readonly<Record<string, (alder: Alder, member: MemberId) => Promise<unknown>>> = {
  'is made a member': ({ site: { hub } }, member) => makeMember(hub, { member, by: operator }),
  'is deactivated': ({ site: { hub } }, member) => deactivateMember(hub, { member, by: operator }),
  'must log in again, by the operator’s word': ({ site: { hub } }, member) =>
    endMemberSessions(hub, { member, by: operator }),
  'ends the session on another device': ({ site: { hub }, master }) => {
    // Logins are dated to the second.
    hub.pass(SECOND)
    return endOtherSessions(hub, asOwner(hub, master.account.id))
  },
  'was suspended with the organization': async ({ site: { hub }, master: { member } }) => {
    await suspendOrganization(hub, { organization: member.organization, by: operator })
    await resumeOrganization(hub, { organization: member.organization, by: operator })
  },
}

type Alder = Awaited<ReturnType<typeof openAlder>>

async function deactivate({ browser, tech }: Alder) {
  const page = await browser.post(`/admin-settings/members/${tech.member.id}/deactivate`)
  const act = page.url.searchParams.get('told') ?? ''
  return { page, act, stream: `${path}/${act}/stream` }
}

const summaries = (text: string) =>
  [...text.matchAll(/(\d of \d) products? confirmed in [\d.]+ s/g)].map(([, part]) => part)

describe('what masters see of a logout', () => {
  it('is each product with how far it is, as it answers, and how long all of it took', async () => {
    await using alder = await openAlder()
    const { product, browser, wiki } = alder

    const { page, act, stream } = await deactivate(alder)
    assert.equal(page.dialog().select('[data-stream]')[0]?.attribute('data-stream'), stream)
    const heard = browser.get(stream)
    const half = await untilConfirmed(browser, act)
    await product.callApi('GET', '/events?after=1')

    assert.match((await heard).body, /event: settled/)
    assert.equal(summaries((await heard).body).at(-1), '2 of 2')
    assert.match(half.text, /PSA US[^]*?Not reached[^]*?It is down[^]*?It catches up/)
    assert.match(half.text, /Wiki[^]*?Confirmed/)
    const whole = await browser.get(`${path}/${act}`)
    assert.match(whole.text, /Member deactivated: alder tech/)
    assert.doesNotMatch(whole.text, /Not reached/)
    assert.deepEqual(whole.select('[data-stream]'), [])
    assert.deepEqual(summaries((await browser.get(path)).text), ['2 of 2'])
    assert.equal(wiki.heard.length, 1)
  })

  it('is watched in a few pages of one session at once, and in others again when those are closed (FL10)', async () => {
    await using alder = await openAlder()
    const { browser, product } = alder
    const { stream } = await deactivate(alder)
    const refused: number[] = []
    const { promise: manyRefused, resolve } = Promise.withResolvers<void>()
    const watching = Array.from({ length: 60 }, async () => {
      const { status } = await browser.get(stream)
      if (status !== 200 && refused.push(status) === 56) resolve()
      return status
    })

    await manyRefused
    await product.callApi('GET', '/events?after=1')

    assert.deepEqual(new Set(refused), new Set([429]))
    assert.equal((await Promise.all(watching)).filter((status) => status === 200).length, 4)
    assert.equal((await browser.get(stream)).status, 200)
  })

  it('is no longer watched when the hub stops, without a line in the log that says so (FP5)', async () => {
    const alder = await openAlder()
    const { browser, site } = alder
    const { act, stream } = await deactivate(alder)
    const watched = browser.get(stream)
    await browser.get(`${path}/${act}`)

    await alder[Symbol.asyncDispose]()

    assert.equal((await watched).status, 200)
    const failures = site.hub.logged.filter((line) => line.event === 'failed' || 'broken_off' in line)
    assert.deepEqual(failures, [])
  })

  it('breaks off with a line in the log and when to ask again where the database fails, and goes on after it (FR6)', async (test) => {
    const raw = test.mock.method(console, 'error', () => {})
    const database = behindProxies()
    await using alder = await openAlder(database)
    const { browser, site, product } = alder
    const { stream } = await deactivate(alder)
    const watched = await browser.begin(stream)

    database.refuse()
    const heard = await watched.text()
    const meanwhile = await browser.get(stream)
    database.restore()
    await eventually('the hub answers', async () => (await browser.get('/login')).status === 200)
    const again = browser.get(stream)
    await product.callApi('GET', '/events?after=1')

    assert.equal(watched.status, 200)
    assert.match(heard, /^data: [^]*\n\nretry: 5000\n\n$/)
    assert.equal(meanwhile.status, 503)
    assert.match((await again).body, /event: settled/)
    const failed = site.hub.logged.filter(({ event }) => event === 'stream_failed')
    assert.deepEqual(
      failed.map(({ level, path }) => [level, path]),
      [[50, stream]],
    )
    assert.equal(raw.mock.callCount(), 0)
  })

  for (const [loses, lose] of Object.entries(losses)) {
    it(`is shown no more to a master who ${loses} (S3)`, async () => {
      await using alder = await openAlder()
      const { browser, master, product, site } = alder
      await site.addPerson(master.member.organization, 'second', 'master')
      const { stream } = await deactivate(alder)
      const watched = await browser.begin(stream)

      await lose(alder, master.member.id)
      await product.callApi('GET', '/events?after=1')
      const heard = await watched.text()

      assert.equal(watched.status, 200)
      assert.match(heard, /^data: /)
      assert.doesNotMatch(heard, /2 of 2|event: settled|retry:/)
      assert.doesNotMatch((await browser.get(stream)).body, /^data:/)
      assert.deepEqual(
        site.hub.logged.filter(({ event }) => event === 'stream_failed'),
        [],
      )
    })
  }

  it('says what still opens a product that tells, with the page there that changes it, and who does not tell (FE3)', async () => {
    await using alder = await openAlder()
    const { product, browser, tech } = alder
    const { act } = await deactivate(alder)

    const { events } = Object(await (await product.callApi('GET', '/events?after=0')).json())
    await product.callApi('GET', '/events?after=1&features=ends')
    const waiting = await browser.get(`${path}/${act}`)
    assert.match(waiting.text, /PSA US[^]*?Done: the sessions that began here have ended\. It has not said yet/)
    assert.equal(waiting.select('[data-stream]').length, 1)

    const said = { version: 1, audit_id: events[0].audit_id, sub: tech.account.id, linked: true }
    const access = ['local_session', 'local_password']
    await product.callApi('PUT', '/events/1/remaining-access', { ...said, access, settings: '/admin/sign-on?a=1' })

    await untilConfirmed(browser, act, '2 of 2')
    const page = await browser.get(`${path}/${act}`)
    assert.match(page.text, /PSA US.*?Its own password and a session that began with it still open it\./)
    assert.equal(page.link('Settings of PSA US').href, 'http://localhost:5521/admin/sign-on?a=1')
    assert.match(page.text, /Wiki.*?Done: .*?It does not say whether its own password still opens it/)
    assert.deepEqual(page.select('[data-stream]'), [])
  })

  it('says of a product that knows no features that it does not tell (FE3)', async () => {
    await using alder = await openAlder()
    const { product, browser } = alder
    const { act } = await deactivate(alder)

    await product.callApi('GET', '/events?after=1')

    const { text } = await browser.get(`${path}/${act}`)
    assert.match(text, /PSA US[^]*?It does not say whether its own password still opens it[^]*?Wiki/)
  })

  it('is nothing of another organization’s, nor of what no one was told (T31)', async () => {
    await using alder = await openAlder()
    const { stranger, browser } = alder
    const { act, stream } = await deactivate(alder)

    for (const address of [`${path}/${act}`, stream]) assert.equal((await stranger.get(address)).status, 404)
    assert.doesNotMatch((await stranger.get(path)).text, /alder tech/)
    assert.deepEqual((await stranger.get(`/admin-settings/members?told=${act}`)).dialogs(), [])
    for (const odd of ['aud_0000000000000000000000', 'nothing', '%00']) {
      assert.equal((await browser.get(`${path}/${odd}`)).status, 404, odd)
      assert.deepEqual((await browser.get(`/admin-settings/members?told=${odd}`)).dialogs(), [], odd)
    }
    assert.equal((await alder.site.visitor().get(stream)).url.pathname.startsWith('/login'), true)
  })

  it('says of what people do with their own account no more than that sessions ended', async () => {
    await using alder = await openAlder()
    const { site, browser, tech } = alder

    await endOtherSessions(site.hub, asOwner(site.hub, tech.account.id))

    const { text } = await browser.get(path)
    assert.match(text, /Ended all other sessions: alder tech/)
    assert.match(text, /No answer from 2 products yet|0 of 2|1 of 2/)
    assert.match((await browser.get(`${path}?before=1`)).text, /Nothing yet/)
  })
})

/** Looks until the wiki has confirmed, which it does of its own accord, and the PSA's hint has failed. */
async function untilConfirmed(browser: Alder['browser'], act: string, confirmed = '1 of 2') {
  for (let looks = 0; looks < 500; looks++) {
    const page = await browser.get(`${path}/${act}`)
    if (summaries(page.text).at(-1) !== confirmed) continue
    if (confirmed === '2 of 2' || page.text.includes('Not reached')) return page
  }
  throw new Error('The wiki has not confirmed')
}
