import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { operator } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { makeMember } from '../../connections/rights/change-role.ts'
import { addMember } from '../../people/members/add-member.ts'
import { openAlder } from '../testing/open-alder.ts'

const MEMBERS = '/admin-settings/members'

describe('a form that came too late', () => {
  it('is not given to another person who logs in there, not even later to the first (T49)', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(13 * 60 * MINUTE)
    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' })

    const other = await alone.prove(browser, alone.second, login)
    const kept = await alone.hub.short.selectFrom('forms_kept').selectAll().execute()

    assert.equal(other.url.pathname, '/')
    assert.match(other.message().text, /nothing to continue/)
    assert.deepEqual(kept, [])
  })

  it('is not kept from a page of another site, nor of a browser that no one has logged in with (T49)', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(13 * 60 * MINUTE)

    const foreign = await browser.post(MEMBERS, { email: 'eve@evil.example' }, { 'sec-fetch-site': 'cross-site' })
    const stranger = await alone.visitor().post(MEMBERS, { email: 'eve@evil.example' })

    assert.equal(foreign.status, 403)
    assert.equal(stranger.headline, 'Log in')
    assert.deepEqual(await alone.hub.short.selectFrom('forms_kept').selectAll().execute(), [])
  })

  it('is forgotten with the logout', async () => {
    await using alone = await openAlone()
    await alone.browser.post('/logout')

    const login = await alone.browser.post(MEMBERS, { email: 'jo@alder.example' })

    assert.equal(login.headline, 'Log in')
    assert.doesNotMatch(login.text, /session has ended/)
    assert.deepEqual(await alone.hub.short.selectFrom('forms_browsers').selectAll().execute(), [])
  })

  it('is forgotten with the logout after the session ended by itself, and with one that a product asked for', async () => {
    await using alone = await openAlone()
    const { browser, hub } = alone
    const owners = () => hub.short.selectFrom('forms_browsers').selectAll().execute()
    hub.pass(13 * 60 * MINUTE)

    await browser.post('/logout')
    const afterOwn = await owners()
    await alone.prove(browser, alone.master, await browser.get('/login'))
    const between = await owners()
    await browser.press(await browser.get('/oidc/logout'), 'Log out')
    const afterProduct = await owners()
    await alone.prove(browser, alone.master, await browser.get('/login'))
    hub.pass(13 * 60 * MINUTE)
    await browser.get('/oidc/logout')

    assert.deepEqual([afterOwn.length, between.length, afterProduct.length], [0, 1, 0])
    assert.deepEqual(await owners(), [])
  })

  it('is prepared in no other organization than its own (T49)', async () => {
    await using alone = await openAlone()
    const { browser, hub } = alone
    const birch = await alone.addOrganization('birch', 'Birch IT')
    await addMember(hub, { organization: birch, account: alone.master.account, role: 'master', by: 'operator:test' })
    hub.pass(13 * 60 * MINUTE)
    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' })

    const chooser = await alone.prove(browser, alone.master, login)
    const elsewhere = await browser.press(chooser, /Birch IT/)
    const given = await browser.press(elsewhere.dialog(), 'Use Alder MSP')

    assert.match(elsewhere.dialog().text, /You sent this in Alder MSP, and are in Birch IT now/)
    assert.equal(elsewhere.fields('Email').length, 0)
    assert.equal(given.field('Email').value, 'jo@alder.example')
  })

  it('is not prepared for a person who is no master any more (T49)', async () => {
    await using alone = await openAlone()
    const { browser, hub, master } = alone
    hub.pass(13 * 60 * MINUTE)
    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' })
    await makeMember(hub, { member: master.member.id, by: operator })

    const refused = await alone.prove(browser, master, login)

    assert.ok(refused.alert(/not_a_master/))
    assert.doesNotMatch(refused.text, /jo@alder\.example/)
  })

  it('leads back to no page of another site (T18)', async () => {
    await using alone = await openAlone()
    const { browser } = alone
    alone.hub.pass(11 * MINUTE)

    const login = await browser.post(MEMBERS, { email: 'jo@alder.example' }, { referer: 'https://evil.example/admin' })
    const given = await alone.prove(browser, alone.master, login)

    assert.equal(given.link('Cancel').href, '/')
  })
})

/** A site of its own, whose clock the test moves. */
async function openAlone() {
  const site = await openAlder()
  const second = await site.addPerson(site.alder, 'second', 'master')
  return { ...site, second, browser: await site.logIn(site.master) }
}
