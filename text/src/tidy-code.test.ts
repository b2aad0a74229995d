import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nameKey } from './by-name.ts'
import { foldName } from './fold-name.ts'
import { foldAddress, readAddress } from './read-address.ts'
import { readName, tidyName } from './read-name.ts'
import { readText } from './read-text.ts'
import { readUsername } from './read-username.ts'
import { tidyCode, tidyCopied } from './tidy-code.ts'
import { mostExact, wordKey, wordKeys } from './word-key.ts'

/** The digits 0 to 9 of a writing, by its zero. */
const digitsFrom = (zero: number) => String.fromCodePoint(...Array.from({ length: 10 }, (_, value) => zero + value))

const DIGITS = '0123456789'
const ZEROS = {
  'full width': 0xff10,
  'Arabic-Indic': 0x660,
  Persian: 0x6f0,
  Devanagari: 0x966,
  Bengali: 0x9e6,
  Thai: 0xe50,
  Khmer: 0x17e0,
  'Mathematical monospace': 0x1d7f6,
  Adlam: 0x1e950,
}

describe('tidyCode', () => {
  it('is the same code, however it is grouped and whatever surrounds it (FT1)', () => {
    const invisible = [
      '\u200b',
      '\u200e',
      '\u200f',
      '\u2060',
      '\ufeff',
      '\u00ad',
      '\u00a0',
      '\u202f',
      '\u2007',
      '\u2066',
    ]
    const groups = ['-', ' ', '\u2010', '\u2011', '\u2012', '\u2013', '\u2212', '.', '_', '·', '\t', '\n', ...invisible]

    for (const sign of groups) {
      for (const typed of [`123${sign}456`, `${sign}123456${sign}`, Array.from('123456').join(sign)])
        assert.equal(tidyCode(typed), '123456', JSON.stringify(typed))
    }
    assert.equal(tidyCode(' ABCD\u2013efgh\u200b'), 'abcdefgh')
    assert.equal(tidyCode('１２３－４５６'), '123456')
    assert.equal(tidyCode('ａｂｃｄ－ＥＦＧＨ'), 'abcdefgh')
  })

  it('reads the digits of every writing (FT1)', () => {
    for (const [writing, zero] of Object.entries(ZEROS)) {
      assert.equal(tidyCode(digitsFrom(zero)), DIGITS, writing)
      assert.equal(tidyCopied(`user${digitsFrom(zero)}`), `user${DIGITS}`, writing)
    }
    const all = Array.from({ length: 0x110000 }, (_, point) => point).filter((point) =>
      /\p{Nd}/u.test(String.fromCodePoint(point)),
    )
    for (const [index, point] of all.entries())
      assert.equal(tidyCode(String.fromCodePoint(point)), String(index % 10), point.toString(16))
  })

  it('makes no right code of a wrong one', () => {
    for (const typed of ['', '\u200b', '12345', '12a456', '1234567', '-'])
      assert.notEqual(tidyCode(typed), '123456', typed)
  })
})

describe('a word that people log in with', () => {
  it('is one word in every width, case and writing of digits, without what no one sees (FT1)', () => {
    for (const typed of [
      'Tech2',
      ' tech2 ',
      'ｔｅｃｈ２',
      'tech\u200b2',
      '\u202atech2\u202c',
      'tech٢',
      '\ufefftech2\u00a0',
    ])
      assert.equal(wordKey(typed), 'tech2', JSON.stringify(typed))
  })

  it('is found under the key that an earlier version wrote, and first of all as it is typed (FT1)', () => {
    const rows = ['tech2', 'tech٢']
    const found = (typed: string) =>
      mostExact(
        rows.filter((row) => wordKeys(typed).includes(row)),
        wordKeys(typed),
        String,
      )

    assert.deepEqual(wordKeys('tech'), ['tech'])
    assert.equal(found('Tech٢ '), 'tech٢')
    assert.equal(found('tech2'), 'tech2')
    assert.equal(found('tech۲'), 'tech2')
    assert.deepEqual(wordKeys('Ｔｅｃｈ٢'), ['ｔｅｃｈ٢', 'tech٢', 'tech2'])
    assert.equal(found('other'), null)
  })
})

describe('a row of marks, which takes long to compose', () => {
  const marks = '\u0316\u0301'.repeat(16_000)

  it('is refused before it is composed', () => {
    for (const text of [marks, marks.slice(0, 1200)]) {
      assert.deepEqual(readName(`x${text}`), { fault: 'too_long' })
      assert.deepEqual(readUsername(`x${text}`), { fault: 'too_long' })
      assert.deepEqual(readText(`x${text}`, 100), { fault: 'too_long' })
      assert.deepEqual(readAddress(`x${text}@example.com`), { fault: 'too_long' })
    }
    assert.deepEqual(readText(`x${marks.slice(0, 10_000)}`, 20_000), { fault: 'unreadable' })
    // By its raw length: what would be short enough once it is tidied is not tidied.
    const padding = '\u200b'.repeat(1200)
    assert.deepEqual(readName(`x${padding}`), { fault: 'too_long' })
    assert.deepEqual(readUsername(`x${padding}`), { fault: 'too_long' })
    assert.deepEqual(readText(`x${' '.repeat(1200)}`, 100), { fault: 'too_long' })
  })

  it('has a key of its beginning alone', () => {
    for (const keyOf of [tidyCopied, wordKey, foldName, nameKey, foldAddress, tidyName, tidyCode])
      assert.ok(keyOf(`x${marks}`).length <= 1000, keyOf.name)
    for (const key of wordKeys(`x${marks}`)) assert.ok(key.length <= 1000)
    assert.equal(tidyCode('1'.repeat(2000)).length, 1000)
  })
})
