import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html } from '@lanyard/ui'
import { readPage } from '@lanyard/ui/testing'
import { refusalWords } from '../messages/en/refusals.ts'
import { type RefusalCode, refusals } from '../refusal.ts'
import { pages } from './pages.ts'
import { waysOf } from './refusal-ways.ts'

const details = [{}, { cause: 'copied' }, { mailed: 'email' }, { account: 'tech@alder.example' }] as const

/** Words by which a next step names a page. */
const NAMES_A_PAGE =
  /Admin Settings|Profile Settings|list of members|current list|where you are linked|Disconnect|Add another one first|Make another member|Remove one|Forgot your password/

const codes = Object.keys(refusals) as RefusalCode[]

function addressesOf(code: RefusalCode, given: (typeof details)[number]): readonly string[] {
  const page = readPage(html`${waysOf({ code, details: given })}`.toString(), new URL('https://id.example/'))
  return page.links().map(({ href }) => href)
}

describe('the next step of a refusal', () => {
  it('of a mailed link that has expired leads to where the mail was asked for (FW7)', () => {
    assert.deepEqual(addressesOf('link_expired', { mailed: 'email' }), ['/profile-settings/email'])
    assert.deepEqual(addressesOf('link_expired', {}), ['/forgot-password'])
  })

  it('leads to each page that it names, and to pages of the hub alone (FW7)', () => {
    const shown = new Set(pages.filter(({ GET }) => GET !== undefined).map(({ path }): string => path))

    for (const code of codes) {
      for (const given of details) {
        const addresses = addressesOf(code, given)
        // A ceremony's refusal, of a person who is a member nowhere, is worded alike.
        const wantsOne = code !== 'member_unknown' && NAMES_A_PAGE.test(refusalWords[code](given, 'IT Complete').next)
        assert.equal(wantsOne && addresses.length === 0, false, `${code} names a page and does not lead there`)
        for (const address of addresses) assert.ok(shown.has(address), `${code} leads to ${address}`)
      }
    }
  })
})
