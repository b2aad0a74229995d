import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { galleryPages } from '../gallery/pages.ts'
import { readPage } from '../testing/read-page.ts'
import type { Page } from '../testing/seen.ts'
import type { Brand } from './brand.ts'
import { codeInput, field } from './field.ts'
import type { Html } from './html.ts'
import { alert, live } from './notice.ts'
import { passkeyForm } from './passkey.ts'
import { switchControl } from './switch.ts'
import { table } from './table.ts'

const POINTERS = ['for', 'aria-describedby', 'aria-labelledby', 'popovertarget', 'data-copy', 'data-reveal']
const brand: Brand = { name: 'PSA', mark: 'psa', accentHue: 165 }

function read(markup: Html): Page {
  return readPage(markup.toString())
}

describe('every page of the gallery', () => {
  for (const [name, { body }] of Object.entries(galleryPages({ hub: brand, psa: brand }))) {
    const page = readPage(body.toString())

    it(`${name}: points only at ids that exist, and gives none twice`, () => {
      const ids = page.select('[id]').map((element) => element.attribute('id'))

      assert.deepEqual(ids, [...new Set(ids)])
      for (const pointer of POINTERS) {
        const targets = page.select(`[${pointer}]`).flatMap((element) => element.attribute(pointer)?.split(' ') ?? [])
        for (const id of targets) assert.ok(ids.includes(id), `${pointer}: ${id}`)
      }
    })

    it(`${name}: carries no inline style, script or handler`, () => {
      assert.deepEqual(page.select('style, script, [style]'), [])
      assert.doesNotMatch(page.body, / on[a-z]+=/)
    })
  }
})

describe('field', () => {
  it('ties hint and error to the box and says that it is not valid', () => {
    const page = read(field({ name: 'email', label: 'Email', hint: 'Work address.', error: 'Enter an address.' }))

    const { description, isInvalid } = page.field('Email')
    assert.deepEqual([description, isInvalid], ['Work address. Enter an address.', true])
    assert.ok(page.alert('Enter an address.'))
  })

  it('offers to show a password only where script runs', () => {
    const page = read(field({ name: 'p', label: 'Password', type: 'password' }))

    assert.deepEqual(page.buttons(), [])
    assert.equal(page.select('button[type="button"][hidden]').length, 1)
  })

  it('takes a code with the blanks that people type, from the number pad or the phone itself', () => {
    const box = read(codeInput({ label: 'Authentication code' })).field('Authentication code')

    assert.equal(box.attribute('inputmode'), 'numeric')
    assert.equal(box.attribute('autocomplete'), 'one-time-code')
    assert.ok(Number(box.attribute('maxlength')) >= '123 456'.length)
  })
})

describe('switchControl', () => {
  it('is a button of a form, so that it works without script, and says how it stands', () => {
    const page = read(switchControl({ label: 'On', checked: true, action: '/x', fields: { csrf: 'c' } }))

    const { method, address, fields } = page.submission('On')
    assert.deepEqual([method, address.pathname, fields.get('csrf')], ['post', '/x', 'c'])
    assert.equal(page.switch('On').isOn, true)
  })
})

describe('table', () => {
  it('keeps its roles, and every cell its column, when rows become cards', () => {
    const columns = [{ label: 'Name' }, { label: 'Role' }]
    const people = read(table({ caption: 'People', columns, rows: [['A', 'Admin']], empty: '' })).table('People')

    assert.equal(people.select('[role="rowheader"]')[0]?.text, 'A')
    assert.equal(people.row('A').cell('Role').text, 'Admin')
    assert.equal(people.select('[role="cell"]')[0]?.attribute('data-label'), 'Role')
  })

  it('breaks an address behind its @ and before its dots (FX11), where a column is too narrow for it', () => {
    const people = table({
      caption: 'People',
      columns: [{ label: 'Name' }, { label: 'Email', kind: 'prose' }],
      rows: [['v. 2 @ home', 'Linked to a.b@alder.example.']],
      empty: '',
    })

    const breaking = readPage(people.toString().replaceAll('<wbr />', '|'))
    assert.equal(breaking.table().row('v. 2 @ home').cell('Email').text, 'Linked to a|.b@|alder|.example.')
  })

  it('says that there is nothing rather than showing an empty table', () => {
    const page = read(table({ caption: 'People', columns: [], rows: [], empty: 'Nobody yet.' }))

    assert.equal(page.text, 'Nobody yet.')
    assert.deepEqual(page.tables(), [])
  })
})

describe('alert', () => {
  it('says code and reference after the message, and sends both to support', () => {
    const code = 'not_an_admin'
    const message = read(alert({ text: 'No.', code, reference: 'R-1', supportAddress: 'help@suite.example' })).alert()

    assert.match(message.text, /^No\..*not_an_admin.*R-1/)
    assert.equal(message.link().href, 'mailto:help@suite.example?subject=not_an_admin%20%C2%B7%20R-1')
  })
})

describe('live', () => {
  it('is asked again only while there is something to wait for', () => {
    const asks = (waiting: boolean) =>
      read(live({ id: 'l', href: '/x', everySeconds: 2, waiting, children: '' }))
        .select('#l')
        .map((region) => [region.attribute('data-live'), region.attribute('data-live-every')])

    assert.deepEqual(asks(true), [['/x', '2']])
    assert.deepEqual(asks(false), [[null, null]])
  })
})

describe('a form that a passkey answers', () => {
  it('is out of sight until script has found passkeys; without script it says what there is instead', () => {
    const given = { does: 'get', action: '/passkey', ended: alert({ text: 'Not used' }), children: 'Button' } as const

    const [alone, explained] = [read(passkeyForm(given)), read(passkeyForm({ ...given, otherwise: 'Needs script' }))]

    assert.equal(alone.text, '')
    assert.deepEqual(alone.alerts(), [])
    for (const kept of ['form[hidden]', 'template'])
      assert.equal(alone.select(`[data-passkey="get"] ${kept}`).length, 1, kept)
    assert.match(alone.body, /Not used/)
    assert.equal(explained.text, 'Needs script')
    assert.equal(explained.select('[data-otherwise]').length, 1)
  })
})
