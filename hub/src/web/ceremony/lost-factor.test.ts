import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { suspendOrganization } from '../../connections/rights/suspend-organization.ts'
import { addMember } from '../../people/members/add-member.ts'
import { operator } from '../../../testing.ts'
import { PASSWORD } from '../../people/passwords/testing/give-password.ts'
import { openAlder } from '../testing/open-alder.ts'
import type { Person } from '../testing/start-test-site.ts'
import type { VisitedPage } from '../testing/visitor.ts'

const site = await openAlder()
const { master, tech } = site
after(() => site[Symbol.asyncDispose]())

/** Where "Lost your phone?" leads once the password was right. */
async function lostPhone({ account }: Person): Promise<VisitedPage> {
  const visitor = site.visitor()
  const filled = { Username: account.username, Password: PASSWORD }
  const code = await visitor.press(await visitor.get('/login'), 'Log in', filled)
  return visitor.get(code.link('Lost your phone?').href)
}

describe('a person who has lost phone and recovery codes', () => {
  it('is told which masters can help, by name, and what for (FS9)', async () => {
    const page = await lostPhone(tech)

    assert.equal(page.headline, 'Lost your phone?')
    assert.match(page.text, /These masters of Alder MSP can reset it:/)
    assert.match(page.text, new RegExp(master.account.name))
    assert.ok(page.link('Use a recovery code'))
  })

  it('learns no name before the password was right (FS9, T29)', async () => {
    const visitor = site.visitor()
    const login = await visitor.get('/login')

    const early = await visitor.get(`${login.url.pathname}/lost-phone`)
    const wrong = await visitor.press(login, 'Log in', {
      Username: tech.account.username,
      Password: 'not the password',
    })

    for (const page of [early, wrong]) {
      assert.equal(page.headline, 'Log in')
      assert.doesNotMatch(page.text, /Alder MSP|masters/)
    }
  })

  it('is sent to the operator as the only master, and as a member of several organizations (FS9)', async () => {
    const birch = await site.addOrganization('birch', 'Birch IT')
    const alone = await site.addPerson(birch, 'alone', 'master')
    const both = await site.addPerson(birch, 'both')
    await addMember(site.hub, {
      organization: tech.member.organization,
      account: both.account,
      role: 'member',
      by: operator,
    })

    const [ofAlone, ofBoth] = [await lostPhone(alone), await lostPhone(both)]

    assert.match(ofAlone.text, /Birch IT has no other master who could do so\. The operator of/)
    assert.match(ofBoth.text, /No master alone can do so for your account\. The operator of/)
    await suspendOrganization(site.hub, { organization: birch, by: operator })
    const ofSuspended = await lostPhone(both)
    assert.match(ofSuspended.text, /No master alone can do so for your account/, 'what is suspended may come back')
    for (const page of [ofAlone, ofBoth, ofSuspended]) assert.doesNotMatch(page.text, new RegExp(master.account.name))
  })
})
