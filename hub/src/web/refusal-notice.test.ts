import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Brand, field, html } from '@lanyard/ui'
import { readPage } from '@lanyard/ui/testing'
import { Refusal, type RefusalCode, refusals } from '../refusal.ts'
import { hintsOf, refusalNotice } from './refusal-notice.ts'

const brand: Brand = { name: 'IT Complete', mark: 'hub', accentHue: 25, supportAddress: 'help@suite.example' }
const codes = Object.keys(refusals) as RefusalCode[]

/** A page with a box, as a person sees it after this refusal. */
function show(code: RefusalCode, box: string) {
  const refusal = new Refusal(code)
  const form = field({ name: box, label: 'Box', error: hintsOf({ brand }, refusal)(box) })
  const page = readPage(html`${refusalNotice({ brand }, refusal, { form })}${form}`.toString())
  return { page, refusal }
}

describe('what a page says of a refusal', () => {
  it('stands at the field that it is about, without a box, a code and a reference (FW2)', () => {
    for (const code of codes) {
      const { weight } = refusals[code]
      if (typeof weight !== 'object') continue
      for (const name of weight.hint) {
        const { page } = show(code, name)

        const box = page.field('Box')
        assert.equal(page.alerts().length, 1, code)
        assert.equal(box.description, page.alert().text, code)
        assert.ok(box.isInvalid && box.attribute('autofocus') !== null, code)
        assert.doesNotMatch(page.text, new RegExp(`${code}|Reference|support`), code)
      }
    }
  })

  it('stands above a form without that field, with the code, so that it is never lost (FW2)', () => {
    for (const code of codes.filter((code) => typeof refusals[code].weight === 'object')) {
      const { page } = show(code, 'another')

      assert.ok(page.alert(new RegExp(code)))
      assert.doesNotMatch(page.text, /Reference/)
    }
  })

  it('is a plain note where nothing failed, and asks for support only where that can help (FW2)', () => {
    for (const code of codes) {
      const { weight } = refusals[code]
      const { page, refusal } = show(code, 'another')

      assert.equal(page.messages().length === 1 && page.alerts().length === 0, weight === 'note', code)
      assert.equal(page.links('Send to support').length === 1, weight === 'support', code)
      assert.equal(page.text.includes(refusal.reference), weight === 'support', code)
    }
  })
})
