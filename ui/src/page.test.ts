import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '../testing/read-page.ts'
import type { Brand } from './brand.ts'
import { html } from './html.ts'
import { menu } from './menu.ts'
import { page } from './page.ts'
import { shell } from './shell.ts'

const brand: Brand = { name: 'Hub & Co', mark: 'hub', accentHue: 262 }

describe('page', () => {
  it('is a whole document with language, title and what it links', () => {
    const markup = page({
      lang: 'en',
      title: 'Log in',
      brand,
      body: html`<h1>Log in</h1>`,
      stylesheets: ['/a.css'],
      scripts: ['/a.js'],
      icon: '/i.svg',
    })

    assert.ok(markup.startsWith('<!doctype html>'))
    const read = readPage(markup)
    assert.equal(read.attribute('lang'), 'en')
    assert.equal(read.title, 'Log in · Hub & Co')
    assert.equal(read.headline, 'Log in')
    for (const linked of [
      'link[rel="stylesheet"][href="/a.css"]',
      'script[type="module"][src="/a.js"]',
      'link[rel="icon"][href="/i.svg"]',
      'meta[name="viewport"][content="width=device-width, initial-scale=1"]',
    ])
      assert.equal(read.select(`head ${linked}`).length, 1, linked)
  })

  it('asks again without script where it waits for something', () => {
    const markup = page({
      lang: 'en',
      title: 'Connecting',
      brand,
      body: html``,
      stylesheets: [],
      refreshWithoutScript: 3,
    })

    const [refresh] = readPage(markup).select('noscript meta[http-equiv="refresh"]')
    assert.equal(refresh?.attribute('content'), '3')
  })
})

describe('shell', () => {
  const body = shell({
    brand,
    home: '/',
    navigation: [
      { label: 'Home', href: '/', current: true },
      { label: 'Tickets', href: '/tickets' },
    ],
    menus: [
      menu({ id: 'person', label: 'Alder Tech', items: [{ label: 'Log out', action: '/logout', fields: { a: '1' } }] }),
    ],
    main: html`<h1>Home</h1>`,
  })
  const signedIn = readPage(page({ lang: 'en', title: 'Home', brand, body, stylesheets: [] }))

  it('begins with a link that skips to the content', () => {
    const [skip] = signedIn.links()
    assert.equal(skip?.href, '#main')
    assert.match(signedIn.select('main#main')[0]?.text ?? '', /^Home/)
  })

  it('marks the current page and no other', () => {
    const current = signedIn.select('[aria-current="page"]').map(({ name }) => name)
    assert.deepEqual(current, ['Home'])
  })

  it('opens its menus without script, by buttons that point at an existing popover', () => {
    assert.equal(signedIn.button('Alder Tech').attribute('popovertarget'), 'person')
    assert.equal(signedIn.select('#person[popover]')[0]?.text, 'Log out')
    const { method, address, fields } = signedIn.submission('Log out')
    assert.deepEqual([method, address.pathname, fields.get('a')], ['post', '/logout', '1'])
  })
})
