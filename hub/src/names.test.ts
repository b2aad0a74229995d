import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { refused } from '../testing.ts'
import { readEmail, readName, readUsername } from './names.ts'

describe('what people are called', () => {
  it('is theirs to choose, in any writing, but turns no other text around (FT2)', () => {
    for (const name of ['Zoë Łukasiewicz', 'نرگس', 'می‌خواهم', '👩‍🔧', '<b>Bold</b>'])
      assert.equal(readName(` ${name} `), name)
    for (const name of [
      '',
      ' ',
      'a\0b',
      'a\u200fb',
      '\u202eb',
      'a\ud800',
      '\ufdd0',
      'J\ufffd',
      'two\nlines',
      'evil\u202egnp.exe',
      'a\u2066b',
      'x'.repeat(101),
    ])
      assert.throws(() => readName(name), refused('name_invalid'))
  })

  it('has nothing in username and address that no one sees, so that none looks like another', () => {
    assert.equal(readUsername(' ünï@bücher.example '), 'ünï@bücher.example')
    assert.equal(readEmail(' ünï@bücher.example '), 'ünï@bücher.example')
    for (const typed of [
      'master@alder\u200b.example',
      'm\u00adaster@alder.example',
      '\u202amaster@alder.example\u202c',
    ])
      for (const read of [readUsername, readEmail]) assert.equal(read(typed), 'master@alder.example')
    for (const text of ['', 'a b@alder.example', '\u202ea@b.example', 'a\u2066@b.example', '\u200b\u3164']) {
      assert.throws(() => readUsername(text), refused('username_invalid'))
      assert.throws(() => readEmail(text), refused('email_invalid'))
    }
    assert.throws(() => readEmail('j\ufffdrgen@alder.example'), refused('email_invalid'))
  })
})
