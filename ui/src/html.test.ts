import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { attributes, type Html, html } from './html.ts'

/** Everything that could end a text or an attribute, more often than chance would bring it. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('<', '>', '"', "'", '&', '`', '=', ' ', '\n', '\0', '</script>', '<!--', '&lt;', 'onload='),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''))

describe('html', () => {
  it('lets nothing that a person writes out of a text or an attribute', () => {
    fc.assert(
      fc.property(hostile, hostile, (title, text) => {
        const match = /^<p title="([^"'<>]*)">([^"'<>]*)<\/p>$/.exec(html`<p title="${title}">${text}</p>`.toString())
        assert.deepEqual(match?.slice(1).map(unescape), [title, text])
      }),
    )
  })

  it('lets nothing out of the attributes that it prints from a record', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const match = /^ value="([^"'<>]*)"$/.exec(attributes({ value }).toString())
        assert.equal(unescape(match?.[1] ?? ''), value)
      }),
    )
  })

  it('passes its own markup, joins arrays and prints nothing for what is absent', () => {
    const items = ['a', 'b'].map((item) => html`<li>${item}</li>`)

    assert.equal(print(html`<ul>${items}${null}${undefined}${false}${0}</ul>`), '<ul><li>a</li><li>b</li>0</ul>')
  })

  it('refuses a hole in an attribute without quotes, where a blank would begin another one', () => {
    const value = 'x onload=alert(1)'

    assert.throws(() => html`<a href=${value}>`, TypeError)
    assert.throws(() => html`<a title="${value}" href=${value}>`, TypeError)
  })

  it('takes an equals sign for what it is in a text or inside of quotes', () => {
    assert.equal(print(html`<p>1 + 1 =${2}</p>`), '<p>1 + 1 =2</p>')
    assert.equal(print(html`<a href="/?a=${1}&amp;b=${2}">`), '<a href="/?a=1&amp;b=2">')
  })

  it('cannot be given markup in any other way', () => {
    const forged = { toString: () => '<b>' } as unknown as string

    assert.throws(() => html`${forged}`)
  })
})

describe('attributes', () => {
  it('prints true as the bare name and leaves out false, null and undefined', () => {
    assert.equal(
      print(attributes({ name: 'a', required: true, disabled: false, value: undefined, title: null, rows: 2 })),
      ' name="a" required rows="2"',
    )
  })

  it('refuses event handlers, inline style and names that are none', () => {
    for (const name of ['onclick', 'style', 'a b', 'a>', '', 'a="b"']) {
      assert.throws(() => attributes({ [name]: 'x' }), TypeError, name)
    }
  })
})

function print(markup: Html): string {
  return markup.toString()
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
