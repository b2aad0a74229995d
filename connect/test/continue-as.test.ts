import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { openLinkedWorld } from './linked-world.ts'
import { press } from './press.ts'
import { tech } from './world.ts'

describe('signing in where another user is logged in', () => {
  it('asks before it changes whose session the browser holds (A28)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')

    const page = await world.signIn(browser, tech)

    assert.equal(page.status, 200)
    assert.match(page.text, /You are logged in as Alder Admin\. Continue as Alder Tech\?/)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')

    const again = await browser.open(page.url.href)
    assert.match(again.text, /Continue as Alder Tech\?/, 'loading the page again asks again')
    const home = await press(browser, page, 'Continue as Alder Tech')
    assert.equal(home.url.pathname, '/')
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech')
  })

  it('leaves everything where the answer is to stay (A28)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')
    const page = await world.signIn(browser, tech)

    await press(browser, page, 'Stay Alder Admin')
    const late = await press(browser, page, 'Continue as Alder Tech')

    assert.equal((await world.sessionOf(browser))?.userId, 'usr_admin')
    assert.equal((await world.noticeOn(late))?.code, 'attempt_invalid')
  })

  it('does not take an answer about another session than was shown (A28)', async () => {
    await using world = await openLinkedWorld()
    const browser = await world.logIn('usr_admin')
    const page = await world.signIn(browser, tech)
    const other = await world.logIn('usr_tech2')
    browser.setCookie('localhost', 'session-psa-us', other.cookie('localhost', 'session-psa-us') ?? '')

    const asked = await press(browser, page, 'Continue as Alder Tech')

    assert.match(asked.text, /You are logged in as Alder Tech Two/)
    assert.equal((await world.sessionOf(browser))?.userId, 'usr_tech2')
  })

  it('does not take an answer from a browser that does not hold the attempt’s secret (A28, T1)', async () => {
    await using world = await openLinkedWorld()
    const page = await world.signIn(await world.logIn('usr_admin'), tech)
    const { fields } = readPage(page.text).submission('Continue as Alder Tech')
    const stranger = await world.logIn('usr_tech2')
    for (const guess of [null, 'a guess']) {
      if (guess !== null) stranger.setCookie('localhost', `connect-psa-us-${fields.get('attempt')}`, guess)
      const refused = await press(stranger, page, 'Continue as Alder Tech')
      assert.equal((await world.noticeOn(refused))?.code, 'attempt_invalid')
      assert.equal((await world.sessionOf(stranger))?.userId, 'usr_tech2')
    }
  })
})
