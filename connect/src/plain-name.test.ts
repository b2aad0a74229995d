import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plainName } from './plain-name.ts'

describe('plainName', () => {
  const names: Readonly<Record<string, string>> = {
    'Alder MSP': 'Alder MSP',
    'Alder\u202e PSM': 'Alder PSM',
    'Alder\0MSP': 'Alder MSP',
    ' Alder\r\nMSP\u2028': 'Alder MSP',
    'Alder\ud83c MSP': 'Alder MSP',
    'שקד בע"מ': 'שקד בע"מ',
    '\u202e\u2066 ': 'ten_1',
    '': 'ten_1',
    '\u200b': 'ten_1',
    '\u3164\u2800\ufffc\u{e0041}': 'ten_1',
    ['x'.repeat(199) + '🌳']: 'x'.repeat(199),
    ['x'.repeat(201)]: 'x'.repeat(200),
  }
  for (const [name, plain] of Object.entries(names)) {
    it(`sends ${JSON.stringify(name.slice(0, 20))} as the hub takes it (FQ7, FT2)`, () => {
      assert.equal(plainName({ id: 'ten_1', name }), plain)
    })
  }
})
