import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readPage } from '@lanyard/ui/testing'
import { composeMail } from './compose-mail.ts'
import { defuseName } from './defuse-name.ts'
import { letterTo } from './letter.ts'

const letterhead = {
  name: 'IT Complete',
  footer: 'Help: help@id.example',
  language: 'en',
  origin: 'https://id.example',
}

describe('composeMail', () => {
  it('makes a link of an address of our own that stands alone, and of nothing else', () => {
    const text = [
      'Choose a password here:',
      'https://id.example/reset/a?b=1&c=2',
      'https://id.example.evil.example/',
      'https://evil.example/',
      'See https://id.example/reset/a',
    ].join('\n\n')

    const { html } = composeMail({ subject: 'Reset', text }, letterhead)

    assert.equal(readPage(html).link().href, 'https://id.example/reset/a?b=1&c=2')
  })

  it('lets no one put markup into a mail', () => {
    const evil = '</title><a href="https://evil.example">Log in</a>'

    const { html } = composeMail({ subject: evil, text: evil }, { ...letterhead, footer: evil, name: evil })

    assert.deepEqual(readPage(html).links(), [])
    assert.ok(readPage(html).text.includes(evil))
  })

  it('fetches nothing, so that no sender learns who reads', () => {
    const { html } = composeMail({ subject: 'A', text: 'B' }, letterhead)

    assert.doesNotMatch(html, /<img|<link|url\(|src=|https?:/)
  })

  it('ends plain text with a signature', () => {
    const { text } = composeMail({ subject: 'A', text: 'B' }, letterhead)

    assert.equal(text, 'B\n\n-- \nIT Complete\nHelp: help@id.example\n')
  })
})

describe('defuseName', () => {
  it('leaves names and e-mail addresses as they are', () => {
    for (const name of ['Alder MSP', 'J.R. Smith', 'tech@alder.example', 'Müller & Söhne', 'Nr. 1, 4.5']) {
      assert.equal(defuseName(name), name)
    }
  })

  it('leaves nothing that a mail program would make a link of', () => {
    assert.equal(defuseName('Log in at https://evil.example/x'), 'Log in at https: //evil. example/x')
    assert.equal(defuseName('www.evil.example'), 'www. evil. example')
    assert.equal(defuseName('x@evil.example/y'), 'x@evil. example/y')
    assert.equal(defuseName('evil。example'), 'evil。 example')
    assert.equal(letterTo('www.evil.example', 'Bye.'), 'Hello www. evil. example,\n\nBye.')
  })

  it('keeps a name on its line, in its direction and short', () => {
    assert.equal(defuseName('Alder\n\nMSP\u2028Ltd'), 'Alder MSP Ltd')
    assert.equal(defuseName('Alder\u202Egpj'), 'Aldergpj')
    assert.equal(defuseName('a'.repeat(2000)).length, 301)
  })
})
