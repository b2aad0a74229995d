import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decodeList } from './decode-list.ts'

const text = 'E-Mail;Name\r\nünal@a.example;Ünal – Weiß\r\n'
const wide = Buffer.from(text, 'utf16le')

describe('decodeList', () => {
  for (const [what, bytes] of [
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16, low byte first', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, high byte first', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['UTF-16 without a byte order mark', wide],
    ['UTF-16, high byte first, without one', Buffer.from(wide).swap16()],
    ['Windows-1252', Buffer.from(text.replace('–', '\u0096'), 'latin1')],
  ] as const)
    it(`reads ${what} (FT4)`, () => {
      assert.equal(decodeList(bytes), text)
    })

  it('reads bytes that are text in no encoding, and nothing, without a fault (FT4)', () => {
    assert.equal(decodeList(new Uint8Array()), '')
    assert.equal(typeof decodeList(Uint8Array.of(0xff, 0xfe, 0x41)), 'string')
    assert.equal(typeof decodeList(Uint8Array.of(0, 0, 0xff, 0x81)), 'string')
  })
})
