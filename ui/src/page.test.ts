import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
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

    assert.match(markup, /^<!doctype html>\s*<html lang="en">/)
    assert.match(markup, /<title>Log in · Hub &amp; Co<\/title>/)
    assert.match(markup, /<link rel="stylesheet" href="\/a.css"/)
    assert.match(markup, /<script type="module" src="\/a.js"><\/script>/)
    assert.match(markup, /<link rel="icon" [^>]*href="\/i.svg"/)
    assert.match(markup, /<meta name="viewport" content="width=device-width, initial-scale=1"/)
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

    assert.match(markup, /<noscript><meta http-equiv="refresh" content="3"/)
  })
})

describe('shell', () => {
  const signedIn = shell({
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
  }).toString()

  it('begins with a link that skips to the content', () => {
    assert.match(signedIn, /^<a class="skip" href="#main">[\s\S]*<main [^>]*id="main"/)
  })

  it('marks the current page and no other', () => {
    assert.deepEqual(signedIn.match(/aria-current="page">\w+/g), ['aria-current="page">Home'])
  })

  it('opens its menus without script, by buttons that point at an existing popover', () => {
    assert.match(signedIn, /<button type="button" [^>]*popovertarget="person"/)
    assert.match(signedIn, /<div [^>]*id="person" popover>/)
    assert.match(signedIn, /<form method="post" action="\/logout">\s*<input type="hidden" name="a" value="1"/)
  })
})
