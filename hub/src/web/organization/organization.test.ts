import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { operator } from '../../../testing.ts'
import { addMember } from '../../people/members/add-member.ts'
import { activateMember, deactivateMember } from '../../connections/rights/change-status.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { resumeOrganization, suspendOrganization } from '../../connections/rights/suspend-organization.ts'
import { startTestSite } from '../testing/start-test-site.ts'

/** A technician of Alder, who joins Birch after logging in. */
async function openTwoOrganizations() {
  const site = await startTestSite()
  const alder = await site.addOrganization('alder', 'Alder MSP')
  const birch = await site.addOrganization('birch', 'Birch IT')
  const cedar = await site.addOrganization('cedar', 'Cedar Networks')
  const tech = await site.addPerson(alder, 'tech')
  const browser = await site.logIn(tech)
  const { account } = tech
  const inBirch = await addMember(site.hub, { organization: birch, account, role: 'master', by: operator })
  return { ...site, alder, birch, cedar, tech, inBirch, browser }
}

describe('the organization switcher', () => {
  it('moves the session into another organization, with the rights that the person has there', async () => {
    await using site = await openTwoOrganizations()

    const before = await site.browser.get('/')
    const after = await site.browser.post('/organization', { organization: site.birch })

    assert.match(before.text, /Everything that you use in Alder MSP/)
    assert.doesNotMatch(before.text, /Admin Settings/)
    assert.equal(after.firstStatus, 303)
    assert.match(after.message().text, /You work in Birch IT now/)
    assert.match(after.text, /Admin Settings/)
  })

  it('is there for people in several organizations only', async () => {
    await using site = await openTwoOrganizations()
    const newcomer = await site.logIn(await site.addPerson(site.alder, 'newcomer'))

    const several = await site.browser.get('/')
    const one = await newcomer.get('/')

    assert.match(several.text, /All organizations/)
    assert.doesNotMatch(one.text, /All organizations/)
  })

  it('leads no one into an organization that they are not in (T31)', async () => {
    await using site = await openTwoOrganizations()

    const refused = await site.browser.post('/organization', { organization: site.cedar })
    const home = await site.browser.get('/')

    assert.equal(refused.status, 404)
    assert.match(home.text, /Alder MSP/)
  })

  it('shows an inactive member the page that says so, and lets them into their others (A22)', async () => {
    await using site = await openTwoOrganizations()
    await deactivateMember(site.hub, { member: site.tech.member.id, by: operator })

    const home = await site.browser.get('/')
    const refused = await site.browser.post('/organization', { organization: site.alder })
    const other = await site.browser.post('/organization', { organization: site.birch })

    assert.equal(home.url.pathname, '/organization')
    assert.equal(home.headline, 'You are inactive')
    assert.match(home.alert().text, /You are inactive in Alder MSP[^]*member_inactive/)
    assert.match(home.text, /Use Birch IT/)
    assert.equal(refused.status, 403)
    assert.equal(other.headline, 'My modules')
  })

  it('asks an activated member to log in, and lets them go on elsewhere (A22, FE1)', async () => {
    await using site = await openTwoOrganizations()
    const change = { member: site.tech.member.id, by: operator }
    await deactivateMember(site.hub, change)
    await activateMember(site.hub, change)

    const here = await site.browser.get('/')
    await site.browser.post('/organization', { organization: site.birch })
    const elsewhere = await site.browser.get('/')

    assert.equal(here.headline, 'Log in')
    assert.match(here.text, /Your session for Alder MSP has expired/)
    assert.equal(elsewhere.headline, 'My modules')
  })

  it('says of a suspended organization that it is, not that the person is inactive, until it is open again', async () => {
    await using site = await openTwoOrganizations()
    const suspension = { organization: site.alder, by: 'operator:test' } as const
    await suspendOrganization(site.hub, suspension)

    const home = await site.browser.get('/')
    const refused = await site.browser.post('/organization', { organization: site.alder })
    await resumeOrganization(site.hub, suspension)
    const open = await site.browser.post('/organization', { organization: site.alder })

    assert.equal(home.url.pathname, '/organization')
    assert.equal(home.headline, 'Your organization is suspended')
    assert.match(home.alert().text, /Alder MSP is suspended.*organization_suspended/)
    assert.match(home.text, /organization_suspended.*Suspended.*Use Birch IT/)
    assert.equal(refused.status, 403)
    assert.equal(open.headline, 'Log in')
  })

  it('shows who was removed from their only organization that they are in none', async () => {
    await using site = await openTwoOrganizations()
    const { member, account } = await site.addPerson(site.alder, 'leaver')
    const browser = await site.logIn({ member, account })
    await removeMember(site.hub, { member: member.id, by: operator })

    const home = await browser.get('/')

    assert.equal(home.url.pathname, '/organization')
    assert.equal(home.headline, 'You belong to no organization')
    assert.match(home.text, /Log out/)
  })
})
