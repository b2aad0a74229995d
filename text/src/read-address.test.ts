import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldAddress, readAddress } from './read-address.ts'
import { readUsername } from './read-username.ts'

const ADDRESS = 'y@example.com'

describe('readAddress', () => {
  it('takes off what pasting adds (FT3)', () => {
    const wraps: readonly (readonly [string, string])[] = [
      ['', ';'],
      ['', ','],
      ['', '.'],
      ['', '>'],
      ['<', '>'],
      ['mailto:', ''],
      ['MAILTO:', '?subject=Hello%20you'],
      ['mailto://', ''],
      ["'", ''],
      ['=', ''],
      ['="', '"'],
      [`${ADDRESS} <`, '>'],
      ['"Y@Example.com" <', '>'],
      [`${ADDRESS} <mailto:`, '>'],
      ['"Jo @ Work" <', '>'],
      ['"', '"'],
      ["'", "'"],
      ['“', '”'],
      ['„', '“'],
      ['«', '»'],
      ['”', '”'],
      ['‚', '‘'],
      ['「', '」'],
      ['‹', '›'],
      ['SMTP:', ''],
      ['', '\ufffc'],
      ['(', ')'],
      ['[', ']'],
      ['Jo Y <', '>'],
      ['Jo <Y> <', '>'],
      ['"Y, Jo" <', '>,'],
      ['<mailto:', '>;'],
      ['', ' (Jo Y)'],
      ['\u200b', '\ufeff'],
      ['\u202a', '\u202c'],
      ['\u00a0\u3000', '\t\r\n'],
    ]

    for (const [before, after] of wraps) {
      const typed = `${before}${ADDRESS}${after}`
      assert.deepEqual(readAddress(typed), { text: ADDRESS }, JSON.stringify(typed))
      assert.deepEqual(readAddress(` ${typed} `), { text: ADDRESS }, JSON.stringify(typed))
    }
    for (const typed of [
      'y＠example.com',
      'ｙ＠ｅｘａｍｐｌｅ．ｃｏｍ',
      'mailto:y%40example.com',
      'y\u2060@exam\u00adple.com',
    ])
      assert.deepEqual(readAddress(typed), { text: ADDRESS }, JSON.stringify(typed))
    assert.deepEqual(readAddress('y٢@example.com'), { text: 'y2@example.com' })
  })

  it('says what is wrong with what cannot be an address (FT3)', () => {
    const wrong: Readonly<Record<string, readonly string[]>> = {
      blank: ['', ' \u200b', '<>'],
      no_at: ['y', 'example.com', 'y at example.com'],
      several: [
        'y@z@example.com',
        'a@example.com; b@example.com',
        'y@example.com\r\nBcc: z@example.com',
        'z@example.com <y@example.com>',
        '"z@example.com" <y@example.com>',
        '"Jo" <z@example.com>, "Y" <y@example.com>',
        'zy@example.com <y@example.com>',
        '"Jo (z@example.com)" <y@example.com>',
      ],
      spaces: ['y y@example.com', 'y @example.com', 'y@exam ple.com'],
      turning: ['\u202ey@example.com', 'y\u202e@example.com', 'y@\u2067example.com'],
      local: [
        'a..b@example.com',
        '.a@example.com',
        '@example.com',
        '"a b"@x.com'.replace(' ', ''),
        'a\0b@example.com',
        'j\ufffdrgen@example.com',
        'a\ud800@example.com',
        '½@example.com',
        'y²@example.com',
        'ªb@example.com',
      ],
      domain: [
        'x@example',
        'y@example.co™',
        'y@exampleª.com',
        'y@ⓔxample.com',
        'x@-example.com',
        'x@example-.com',
        'x@example..com',
        'x@exam_ple.com',
        'x@1.2.3.4',
        'x@[1.2.3.4]',
        'x@[IPv6:::1]',
        'x@127.1',
        'x@123',
        'x@ex%61mple.com',
        'x@example.com/y',
        'x@example.c',
        `x@${'a'.repeat(64)}.com`,
      ],
      too_long: [`${'x'.repeat(65)}@example.com`, `x@${'a23456789.'.repeat(25)}example.com`, 'x'.repeat(60_000)],
    }

    for (const [fault, addresses] of Object.entries(wrong))
      for (const address of addresses) assert.deepEqual(readAddress(address), { fault }, JSON.stringify(address))
  })

  it('keeps an address as it was typed, and one domain in one form (FT3)', () => {
    for (const address of [
      "o'neil+tag@example.co.uk",
      'Jo.Y@example.com',
      'ünï@bücher.example',
      'x@sub.example.museum',
    ])
      assert.deepEqual(readAddress(address), { text: address })
    for (const typed of [
      'y@bücher.example',
      'y@BÜCHER.example',
      'y@bu\u0308cher.example',
      'y@xn--bcher-kva.example',
      'y@bücher。example',
      'y@bücher｡example',
    ])
      assert.deepEqual(readAddress(typed), { text: 'y@bücher.example' }, typed)
  })

  it('compares addresses alike, and those of earlier rules as they are', () => {
    assert.equal(foldAddress('<Y@Example.com>;'), ADDRESS)
    assert.equal(foldAddress('Y@XN--BCHER-KVA.example'), 'y@bücher.example')
    assert.equal(foldAddress(' X@Localhost '), 'x@localhost')
  })
})

describe('readUsername', () => {
  it('has nothing in it that no one sees, and turns nothing around (FT1, FT2)', () => {
    assert.deepEqual(readUsername('\ufeffTech\u200b２\u00a0'), { text: 'Tech2' })
    for (const [typed, fault] of [
      ['\u3164', 'blank'],
      ['a b', 'spaces'],
      ['a\u2800b', 'spaces'],
      ['a\u{1d159}b', 'spaces'],
      ['a\u{13441}b', 'spaces'],
      ['a\u{13442}b', 'spaces'],
      ['a\u202eb', 'turning'],
      ['\u202eb', 'turning'],
      ['a\0', 'unreadable'],
      ['\ud800', 'unreadable'],
      ['a\ud800b', 'unreadable'],
      ['x'.repeat(255), 'too_long'],
    ] as const)
      assert.deepEqual(readUsername(typed), { fault }, JSON.stringify(typed))
  })
})
