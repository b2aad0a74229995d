import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readName } from './read-name.ts'
import { readText } from './read-text.ts'

const point = (...points: number[]) => String.fromCodePoint(...points)

describe('readName', () => {
  it('takes no name of which nothing can be seen (FT2)', () => {
    const fillers = [
      0x200b, 0x3164, 0x2800, 0xad, 0x115f, 0x1160, 0xffa0, 0x34f, 0x180e, 0x2060, 0xfeff, 0xfffc, 0x1d159,
    ]
    const others = [0xa0, 0x202f, 0x3000, 0xfe0f, 0xe0100, 0xe0041, 0x200d, 0x301, 0x20e3, 0x1d173, 0x17b4, 0xe000]

    for (const blank of [...fillers, ...others]) {
      for (const name of [point(blank), point(blank, 0x20, blank), point(blank, 0x3164, 0xfe0f)])
        assert.deepEqual(readName(name), { fault: 'blank' }, blank.toString(16))
    }
    assert.deepEqual(readName(''), { fault: 'blank' })
  })

  it('takes none that turns the direction of writing, or that no page and no database can hold (FT2)', () => {
    for (const turning of [
      0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x61c,
    ])
      for (const name of [`a${point(turning)}b`, `${point(turning)}ab`])
        assert.deepEqual(readName(name), { fault: 'turning' }, turning.toString(16))
    for (const unreadable of [
      'a\0b',
      'a\x1bb',
      'a\x9bb',
      'a\tb',
      'two\nlines',
      'a\u2028b',
      '\ud800',
      'a\udc00',
      'a\ufffe',
      'J\ufffd',
    ])
      assert.deepEqual(readName(unreadable), { fault: 'unreadable' }, JSON.stringify(unreadable))
  })

  it('leaves every writing as it is, composed, without what copying adds (FT2)', () => {
    for (const name of ['Zoë', 'نرگس', 'می‌خواهم', '👩‍🔧', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'ക്ഷ', 'ന്\u200d', '⠓⠊', '<b>Bold</b>', '=1+1', '①'])
      assert.deepEqual(readName(`\u00a0${name.normalize('NFD')}\u200b\ufeff `), { text: name.normalize('NFC') })
    assert.deepEqual(readName('Al\u00ADd\u206a\uFFFCer \u3000\u00a0MSP'), { text: 'Alder MSP' })
    assert.deepEqual(readName('\u200d\u200cAlder\u200c \u200d'), { text: 'Alder' })
  })

  it('counts characters, not halves of them', () => {
    assert.deepEqual(readName('😀'.repeat(100)), { text: '😀'.repeat(100) })
    assert.deepEqual(readName('😀'.repeat(101)), { fault: 'too_long' })
    assert.deepEqual(readName('x'.repeat(60_000)), { fault: 'too_long' })
    assert.deepEqual(readName('xyz', 2), { fault: 'too_long' })
  })
})

describe('readText', () => {
  it('takes lines as people write them, and nothing that no page can hold (FT2)', () => {
    assert.deepEqual(readText(' one\r\ntwo\tthree\rfour \u200f\u05d0', 100), {
      text: 'one\ntwo\tthree\nfour \u200f\u05d0',
    })
    for (const blank of ['', '\n\t ', '\u200b\n\u3164', '\u202e'])
      assert.deepEqual(readText(blank, 9), { fault: 'blank' })
    for (const bad of ['a\0', 'a\x1b[31m', '\ud83d', 'a\ufdd0'])
      assert.deepEqual(readText(bad, 9), { fault: 'unreadable' })
    assert.deepEqual(readText('0123456789', 9), { fault: 'too_long' })
  })
})
