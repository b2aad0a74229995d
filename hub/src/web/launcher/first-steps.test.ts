import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { psaUs } from '../../../testing.ts'
import { reportUserLink } from '../../connections/user-links/report-user-link.ts'
import type { AccountId } from '../../ids.ts'
import { replaceRecoveryCodes } from '../../people/factors/replace-recovery-codes.ts'
import { startTestSite, type TestSite } from '../testing/start-test-site.ts'
import type { VisitedPage } from '../testing/visitor.ts'

let site: TestSite

before(async () => {
  site = await startTestSite()
})
after(() => site[Symbol.asyncDispose]())

const TITLE = 'What to do first'
const openSteps = (page: VisitedPage) => page.links('Open').map(({ href }) => href)

describe('what a new master has to do first', () => {
  it('is done by what is so, goes when all is, and is not for members (FS10)', async () => {
    const alder = await site.addOrganization('alder', 'Alder MSP')
    const master = await site.addPerson(alder, 'master', 'master')
    const browser = await site.logIn(master)
    const fresh = await browser.get('/')
    const members = '/admin-settings/members'
    assert.match(fresh.text, new RegExp(TITLE))
    assert.deepEqual(openSteps(fresh), ['/profile-settings/security', '/launch/psa', members, members])

    await replaceRecoveryCodes(site.hub, { account: master.account.id, provenAt: site.hub.now(), session: 'session' })
    const link = await site.connect(master, psaUs, 'Alder')
    const tech = await site.addPerson(alder, 'tech')
    assert.deepEqual(openSteps(await browser.get('/')), [members])
    const report = (sub: AccountId) =>
      reportUserLink(site.hub, { link, deployment: psaUs, sub, revision: 1, state: 'linked' })
    await report(master.account.id)
    assert.deepEqual(openSteps(await browser.get('/')), [members], 'the master alone is no one else')
    assert.doesNotMatch((await (await site.logIn(tech)).get('/')).text, new RegExp(TITLE))

    await report(tech.account.id)
    assert.doesNotMatch((await browser.get('/')).text, new RegExp(TITLE))
  })

  it('can be hidden, in one browser (FS10)', async () => {
    const birch = await site.addOrganization('birch', 'Birch IT')
    const master = await site.addPerson(birch, 'master', 'master')
    const [browser, other] = [await site.logIn(master), await site.logIn(master)]

    const hidden = await browser.press(await browser.get('/'), 'Hide this list')

    assert.equal(hidden.headline, 'My modules')
    assert.doesNotMatch(hidden.text, new RegExp(TITLE))
    assert.doesNotMatch((await browser.get('/')).text, new RegExp(TITLE))
    assert.match((await other.get('/')).text, new RegExp(TITLE))
  })
})
