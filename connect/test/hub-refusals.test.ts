import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { words } from '../src/notices/words.ts'
import { openBrowser } from '../src/testing/hostile-browser.ts'
import { master, openWorld, tech } from './world.ts'

const names = { product: 'PSA', hub: 'IT Complete' }

describe('what a hub refuses', () => {
  it('has words of its own where an organization is suspended, and the hub’s reference (FP4)', async () => {
    await using world = await openWorld()
    const page = await world.signIn(openBrowser(), { ...tech, does: 'refuse organization_suspended' })

    const notice = await world.noticeOn(page)

    assert.deepEqual([notice?.code, notice?.reference], ['organization_suspended', 'REFERENCE-OF-HUB'])
    assert.ok(notice)
    assert.match(words(notice, names).what, /suspended at IT Complete/)
  })

  it('for a reason of a later version keeps its reference, and no one is said to have cancelled (FP4)', async () => {
    await using world = await openWorld()
    for (const go of [
      async () => world.signIn(openBrowser(), { ...tech, does: 'refuse moon_in_the_wrong_phase' }),
      async () =>
        world.linkTenant(await world.logIn('usr_admin'), { ...master, does: 'refuse moon_in_the_wrong_phase' }),
    ]) {
      const notice = await world.noticeOn(await go())
      assert.deepEqual([notice?.code, notice?.reference], ['hub_refused', 'REFERENCE-OF-HUB'])
      assert.ok(notice)
      assert.doesNotMatch(JSON.stringify(words(notice, names)), /cancel/i)
      const said = world.product.log.find(({ event }) => event === 'hub_answer')
      assert.equal(said?.['description'], 'moon_in_the_wrong_phase REFERENCE-OF-HUB', 'the log has the reason')
    }
  })

  it('is in the log with its check where the login is older than the ceremony (FP2)', async () => {
    await using world = await openWorld()
    const page = await world.linkTenant(await world.logIn('usr_admin'), { ...master, authTime: 1 })

    const notice = await world.noticeOn(page)

    assert.equal(notice?.code, 'assurance_too_low')
    const said = world.product.log.find(
      ({ event, reference }) => event === 'hub_answer' && reference === notice.reference,
    )
    assert.equal(said?.check, 'auth_time')
  })

  it('is none while its database is away: the product offers its own login (FR6)', async () => {
    await using world = await openWorld()
    world.hub.person = tech
    const browser = openBrowser()
    const callback = await browser.open(`${world.product.origin}/connect/sign-in`, { until: /\/connect\/callback/ })
    const away = new URL(callback.url)
    away.searchParams.delete('code')
    away.searchParams.set('error', 'temporarily_unavailable')

    const notice = await world.noticeOn(await browser.open(away.href))

    assert.equal(notice?.code, 'hub_unavailable')
    assert.ok(notice)
    assert.match(JSON.stringify(words(notice, names)), /Log in with your PSA username and password/)
  })

  it('is in the log with its cause where it does not answer the code (FP2)', async () => {
    await using world = await openWorld()
    world.hub.person = tech
    const browser = openBrowser()
    const callback = await browser.open(`${world.product.origin}/connect/sign-in`, { until: /\/connect\/callback/ })
    world.hub.goAway()

    const notice = await world.noticeOn(await browser.open(callback.url.href))

    assert.equal(notice?.code, 'hub_unavailable')
    const said = world.product.log.find(({ event }) => event === 'hub_answer')
    assert.deepEqual([said?.['answer'], said?.check, said?.reference], ['silent', 'not_reached', notice.reference])
    assert.ok(said?.cause)
    assert.doesNotMatch(JSON.stringify(said), /code=|eyJ/, 'no code and no token is in the log')
  })
})
