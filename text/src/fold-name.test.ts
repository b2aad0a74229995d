import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { foldName } from './fold-name.ts'

describe('foldName', () => {
  it('is one key for a name in every case, however it is composed', () => {
    const alike = [
      ['Ünal', 'ünal', 'ÜNAL', 'u\u0308nal', 'U\u0308NAL', '\u200bÜnal\u00a0'],
      ['Straße', 'STRASSE', 'strasse', 'STRAẞE'],
      ['ΣΙΣΥΦΟΣ', 'σισυφος', 'Σισυφος'],
      ['İSTANBUL', 'istanbul', 'ISTANBUL', 'ıstanbul', 'I\u0307stanbul', 'i\u0307stanbul'],
      ['Ångström', 'A\u030angstro\u0308m', '\u212bngström', 'ÅNGSTRÖM'],
      ['ﬁnanz', 'Finanz'],
      ['Пётр', 'ПЕ\u0308ТР'],
      ['Alder  MSP', 'alder\u00a0msp', ' ＡＬＤＥＲ msp'],
      ['नाम २', 'नाम 2'],
    ]

    for (const names of alike) assert.equal(new Set(names.map(foldName)).size, 1, names.join())
    assert.notEqual(foldName('Ünal'), foldName('Unal'))
  })

  it('is the key of itself, in every composition of the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const key = foldName(text)
        assert.equal(foldName(key), key)
        assert.equal(foldName(text.normalize('NFD')), key)
      }),
    )
  })
})
