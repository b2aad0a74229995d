import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aCompany, openTestRmm } from '../testing.ts'

describe('what RMM says of an act', () => {
  it('is said once (FS5)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'tech')
    await browser.post('/logout')

    const [first, second] = [await browser.get('/login'), await browser.get('/login')]

    assert.match(await first.text(), /You are logged out\./)
    assert.doesNotMatch(await second.text(), /You are logged out/)
  })
})
