import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { galleryPages } from '../gallery/pages.ts'
import type { Brand } from './brand.ts'
import { codeInput, field } from './field.ts'
import { alert, live } from './notice.ts'
import { passkeyForm } from './passkey.ts'
import { switchControl } from './switch.ts'
import { table } from './table.ts'

const brand: Brand = { name: 'PSA', mark: 'psa', accentHue: 165 }

describe('every page of the gallery', () => {
  for (const [name, { body }] of Object.entries(galleryPages({ hub: brand, psa: brand }))) {
    const markup = body.toString()

    it(`${name}: points only at ids that exist, and gives none twice`, () => {
      const ids = [...markup.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
      const pointers = [
        ...markup.matchAll(/ (?:for|aria-describedby|aria-labelledby|popovertarget|data-copy|data-reveal)="([^"]+)"/g),
      ]

      assert.deepEqual(ids, [...new Set(ids)])
      for (const [pointer, target = ''] of pointers) {
        for (const id of target.split(' ')) assert.ok(ids.includes(id), pointer)
      }
    })

    it(`${name}: carries no inline style, script or handler`, () => {
      assert.doesNotMatch(markup, /<style|<script| style=| on[a-z]+=/)
    })
  }
})

describe('field', () => {
  it('ties hint and error to the box and says that it is not valid', () => {
    const markup = field({
      name: 'email',
      label: 'Email',
      hint: 'Work address.',
      error: 'Enter an address.',
    }).toString()

    assert.match(markup, /aria-describedby="email-hint email-error" aria-invalid="true"/)
    assert.match(markup, /id="email-error" role="alert">Enter an address\./)
  })

  it('offers to show a password only where script runs', () => {
    assert.match(
      field({ name: 'p', label: 'Password', type: 'password' }).toString(),
      /<button type="button"[^>]* hidden>/,
    )
  })

  it('takes a code with the blanks that people type, from the number pad or the phone itself', () => {
    const markup = codeInput({ label: 'Authentication code' }).toString()

    assert.match(markup, /inputmode="numeric" autocomplete="one-time-code"/)
    assert.ok(Number(/maxlength="(\d+)"/.exec(markup)?.[1]) >= '123 456'.length)
  })
})

describe('switchControl', () => {
  it('is a button of a form, so that it works without script, and says how it stands', () => {
    const markup = switchControl({ label: 'On', checked: true, action: '/x', fields: { csrf: 'c' } }).toString()

    assert.match(markup, /<form [^>]*method="post" action="\/x"><input type="hidden" name="csrf" value="c"/)
    assert.match(markup, /type="submit" role="switch" aria-checked="true"/)
  })
})

describe('table', () => {
  it('keeps its roles, and every cell its column, when rows become cards', () => {
    const markup = table({
      caption: 'People',
      columns: [{ label: 'Name' }, { label: 'Role' }],
      rows: [['A', 'Admin']],
      empty: '',
    }).toString()

    assert.match(markup, /role="rowheader"[^>]*>A</)
    assert.match(markup, /role="cell"[^>]* data-label="Role">Admin</)
  })

  it('breaks an address behind its @ and before its dots, where a column is too narrow for it', () => {
    const markup = table({
      caption: 'People',
      columns: [{ label: 'Name' }, { label: 'Email', kind: 'prose' }],
      rows: [['v. 2 @ home', 'Linked to a.b@alder.example.']],
      empty: '',
    }).toString()

    assert.match(markup, />v\. 2 @ home</)
    assert.match(markup, />Linked to a\.b@<wbr \/>alder<wbr \/>\.example\.</)
  })

  it('says that there is nothing rather than showing an empty table', () => {
    assert.equal(
      table({ caption: 'People', columns: [], rows: [], empty: 'Nobody yet.' }).toString(),
      '<p class="empty">Nobody yet.</p>',
    )
  })
})

describe('alert', () => {
  it('says code and reference after the message, and sends both to support', () => {
    const markup = alert({
      text: 'No.',
      code: 'not_an_admin',
      reference: 'R-1',
      supportAddress: 'help@suite.example',
    }).toString()

    assert.match(
      markup,
      /role="alert"[\s\S]*No\.[\s\S]*not_an_admin[\s\S]*R-1[\s\S]*mailto:help%40suite\.example\?subject=not_an_admin%20%C2%B7%20R-1/,
    )
  })
})

describe('live', () => {
  it('is asked again only while there is something to wait for', () => {
    const region = (waiting: boolean): string =>
      live({ id: 'l', href: '/x', everySeconds: 2, waiting, children: '' }).toString()

    assert.match(region(true), /data-live="\/x" data-live-every="2"/)
    assert.doesNotMatch(region(false), /data-live/)
  })
})

describe('a form that a passkey answers', () => {
  it('is out of sight until script has found passkeys; without script it says what there is instead', () => {
    const given = { does: 'get', action: '/passkey', ended: alert({ text: 'Not used' }), children: 'Button' } as const

    const [alone, explained] = [passkeyForm(given), passkeyForm({ ...given, otherwise: 'Needs script' })]

    assert.match(
      alone.toString(),
      /data-passkey="get"[^]*<form[^>]* hidden[^]*<template>[^]*role="alert"[^]*<\/template>/,
    )
    assert.doesNotMatch(alone.toString(), /data-otherwise/)
    assert.match(explained.toString(), /<p data-otherwise>Needs script<\/p>/)
  })
})
