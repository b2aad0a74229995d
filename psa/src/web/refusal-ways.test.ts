import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { RefusalWords } from '@lanyard/running'
import { html } from '@lanyard/ui'
import { readPage } from '@lanyard/ui/testing'
import { aCompany } from '../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { type RefusalCode, refusals } from '../refusal.ts'
import { wayOf } from './refusal-ways.ts'

let psa: TestPsa

before(async () => {
  psa = await openTestPsa()
  await aCompany(psa)
})
after(() => psa[Symbol.asyncDispose]())

describe('the next step of a refusal of the PSA', () => {
  it('leads to each page that it names, and to pages that there are (FW7)', async () => {
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')
    const namesAPage =
      /list of employees|Company Settings|another admin first|by mail|client portal\.|Log in and|request an/

    for (const code of Object.keys(refusals) as RefusalCode[]) {
      const page = readPage(html`${wayOf(psa, code)}`.toString(), new URL(psa.config.origin))
      const { next }: RefusalWords = psa.words.refusals[code]({})
      assert.equal(namesAPage.test(next ?? '') && page.links().length === 0, false, `${code} names a page`)
      for (const { href } of page.links()) {
        const { status } = await browser.get(href)
        assert.ok(status === 200 || status === 303 || status === 403, `${code} leads to ${href}: ${status}`)
      }
    }
  })
})
