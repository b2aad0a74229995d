import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
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

  it('comes from no address, on any page (FS5)', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const inside = rmm.browser()
    await inside.logIn('alder', 'admin')
    const names = ['said', 'done', 'notice', 'code', 'message', 'error', 'error_description']
    const made: string[] = []

    for (const path of ['/login', '/', '/my-settings', rmm.settingsPath]) {
      const browser = path === '/login' ? rmm.browser() : inside
      const textOf = async (address: string) => {
        const answer = await browser.get(address)
        // The kit takes a notice out of the address.
        const led = answer.headers.get('location')?.replace(rmm.origin, '')
        return readPage(await (led === undefined ? answer : await browser.get(led)).text()).text
      }
      const usual = await textOf(path)
      for (const value of Object.keys(rmm.messages.said)) {
        const query = new URLSearchParams(names.map((name) => [name, value])).toString()
        if ((await textOf(`${path}?${query}`)) !== usual) made.push(`${path} says ${value}`)
      }
    }

    assert.deepEqual(made, [])
  })
})
