import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { operator } from '../../../testing.ts'
import { activateMember, deactivateMember } from '../rights/change-status.ts'
import { isGranted, openWorld, type World } from './testing/open-world.ts'

const [sqlite] = databases as [TestDialect, ...TestDialect[]]

/** The right ends and comes back, before anyone has used anything. */
async function endAndGiveBack({ site, person }: World): Promise<void> {
  const change = { member: person.member.id, by: operator as `operator:${string}` }
  await deactivateMember(site.hub, change)
  await activateMember(site.hub, change)
}

describe('whose right to be in an organization was given back', () => {
  it('logs in again where a product asks, and goes on there (FE1, A22)', async () => {
    await using world = await openWorld(sqlite)
    await endAndGiveBack(world)
    const begun = await world.psa.begin({ organization: world.alder })

    const asked = await world.browser.get(begun.url.href)
    const back = await world.logIn(world.browser, begun.url.href)

    assert.equal(asked.headline, 'Log in')
    assert.match(asked.text, /Your session for Alder MSP has expired/)
    assert.equal((await world.psa.redeem(begun, back.url)).claims()?.['org_id'], world.alder)
    assert.match((await world.browser.get('/')).text, /Everything that you use in Alder MSP/)
  })

  it('gives both factors again where they had given one of them before (FE1)', async () => {
    await using world = await openWorld(sqlite)
    const visitor = world.site.visitor()
    const begun = await world.psa.begin({ organization: world.alder })
    const { username } = world.person.account
    const first = await visitor.get(begun.url.href)
    const second = await visitor.post(first.url.href, { username, password: world.password })
    await endAndGiveBack(world)

    const again = await world.giveCode(visitor, second.url.href)
    const back = await world.logIn(visitor, again.url.href)

    assert.equal(again.headline, 'Log in')
    assert.equal(await isGranted(world.psa.redeem(begun, back.url)), true)
  })

  it('begins again where an app’s question was open (FE1)', async () => {
    await using world = await openWorld(sqlite)
    const asked = await world.browser.get((await world.survey.begin({ organization: world.alder })).url.href)
    await endAndGiveBack(world)

    const answered = await world.browser.post(asked.url.href, { decision: 'allow' })

    assert.match(asked.text, /Survey gets to know/)
    assert.match(answered.text, /attempt_invalid/)
  })
})
