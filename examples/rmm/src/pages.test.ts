import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { aCompany, openTestRmm } from '../testing.ts'

describe('My Settings of RMM', () => {
  it('leads the admin of a company that is not connected to the page that connects it', async () => {
    await using rmm = await openTestRmm()
    await aCompany(rmm)
    const browser = rmm.browser()
    await browser.logIn('alder', 'admin')

    const page = readPage(await (await browser.get('/my-settings')).text())

    assert.equal(page.links('IT Complete').length, 2, 'in the menu, and where it is missed')
    assert.doesNotMatch(page.text, /Ask your RMM admin/)
  })
})
