import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import * as client from 'openid-client'
import { DAY, HOUR } from '../../clock.ts'
import { listAccountActs } from '../../records/audit/list-account-acts.ts'
import { addMember } from '../../people/members/add-member.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { openTestClient } from '../../oidc/testing/test-client.ts'
import { setPassword } from '../../people/passwords/set-password.ts'
import { openAlder } from '../testing/open-alder.ts'

const path = '/profile-settings/products'
const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' }

async function openSite(database?: TestDialect) {
  const site = await openAlder({}, database)
  const { tech } = site
  const wiki = await openTestClient(site)
  const browser = await site.logIn(tech)
  return {
    ...site,
    tech,
    wiki,
    browser,
    refresh: (token: string | undefined) => client.refreshTokenGrant(wiki.config, token ?? ''),
    async [Symbol.asyncDispose]() {
      await wiki[Symbol.asyncDispose]()
      await site[Symbol.asyncDispose]()
    },
  }
}

const takeBack = (id: string) => `${path}/apps/${id}/take-back`

for (const database of databases) {
  describe(`other apps on ${database.name}`, () => {
    it('shows which know the person, since when and until when offline, and takes it back (FE4)', async () => {
      await using site = await openSite(database)
      const none = await site.browser.get(path)
      const { refresh_token: token, access_token: access } = await site.wiki.getTokens(site.browser, OFFLINE)

      const shown = await site.browser.get(path)
      const taken = await site.browser.post(takeBack(site.wiki.id))

      assert.match(none.text, /No app outside the suite has access/)
      assert.match(shown.text, /Other apps that know you.*?Wiki.*?Alder MSP.*?\d{4}.*?Also while you are logged out/)
      assert.match(taken.message().text, /Wiki has no access any more/)
      assert.match(taken.text, /No app outside the suite has access/)
      await assert.rejects(site.refresh(token), client.ResponseBodyError)
      const headers = { authorization: `Bearer ${access}` }
      assert.equal((await fetch(`${site.origin}/oidc/userinfo`, { headers })).status, 401)
      assert.equal((await listAccountActs(site.hub, site.tech.account.id, '')).acts[0]?.action, 'client.take_back')
      const deliveries = await site.hub.db.selectFrom('logout_deliveries').select('client').execute()
      assert.deepEqual(deliveries, [{ client: site.wiki.id }])

      const again = await site.wiki.getTokens(site.browser, OFFLINE)
      await site.refresh(again.refresh_token)
    })
  })
}

describe('other apps', () => {
  it('are shown while the person is logged in to them, without more (FE4)', async () => {
    await using site = await openSite()
    await site.wiki.getTokens(site.browser)

    const shown = await site.browser.get(path)

    assert.match(shown.text, /Wiki.*?While you are logged in/s)
  })

  it('are shown although the session that gave them access has lapsed (FE4)', async () => {
    await using site = await openSite()
    await site.wiki.getTokens(site.browser, OFFLINE)
    site.hub.pass(13 * HOUR)

    const browser = await site.logIn(site.tech)

    assert.match((await browser.get(path)).text, /Wiki.*?Also while you are logged out/s)
  })

  it('are taken back by the person alone, and nothing else is (FE4)', async () => {
    await using site = await openSite()
    const { refresh_token: token } = await site.wiki.getTokens(site.browser, OFFLINE)
    const other = await site.logIn(await site.addPerson(site.tech.member.organization, 'other'))

    await other.post(takeBack(site.wiki.id))
    const unknown = await Promise.all(['x', 'psa-us', '%00'].map((id) => other.post(takeBack(id))))

    assert.deepEqual(
      unknown.map(({ status }) => status),
      [404, 404, 404],
    )
    await site.refresh(token)
  })
})

describe('a refresh token', () => {
  it('ends thirty days after the login, however often it is used (FE4)', async () => {
    await using site = await openSite()
    let { refresh_token: token } = await site.wiki.getTokens(site.browser, OFFLINE)
    for (let week = 1; week <= 4; week += 1) {
      site.hub.pass(7 * DAY)
      ;({ refresh_token: token } = await site.refresh(token))
    }

    site.hub.pass(3 * DAY)

    await assert.rejects(site.refresh(token), client.ResponseBodyError)
  })

  it('ends after two weeks without use (FE4)', async () => {
    await using site = await openSite()
    const { refresh_token: token } = await site.wiki.getTokens(site.browser, OFFLINE)

    site.hub.pass(15 * DAY)

    await assert.rejects(site.refresh(token), client.ResponseBodyError)
  })

  it('of a session that has lapsed ends with a new password, too (FE1)', async () => {
    await using site = await openSite()
    const { refresh_token: token } = await site.wiki.getTokens(site.browser, OFFLINE)
    site.hub.pass(13 * HOUR)
    await site.hub.short.deleteFrom('sessions').execute()

    await setPassword(site.hub, { account: site.tech.account.id, password: PASSWORD, by: 'operator:test' })

    await assert.rejects(site.refresh(token), client.ResponseBodyError)
  })

  it('of another organization ends with the session, too (FE1)', async () => {
    await using site = await openSite()
    const birch = await site.addOrganization('birch', 'Birch IT')
    await addMember(site.hub, { organization: birch, account: site.tech.account, role: 'member', by: 'operator:test' })
    const first = await site.wiki.getTokens(site.browser, { ...OFFLINE, organization: 'alder' })
    await site.wiki.getTokens(site.browser, { ...OFFLINE, organization: 'birch' })

    await site.browser.post('/logout')

    const left = await site.hub.short
      .selectFrom('artifacts')
      .select('model')
      .where('model', '=', 'RefreshToken')
      .where('consumed_at', 'is', null)
      .execute()
    assert.deepEqual(left, [])
    await assert.rejects(site.refresh(first.refresh_token), client.ResponseBodyError)
  })
})
