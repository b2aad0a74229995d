import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkMarkup } from './check-markup.ts'

const path = 'hub/src/web/home/home.test.ts'

function linesFound(text: string, of = path): number[] {
  return checkMarkup([{ path: of, text }], [], new Set()).map(({ line }) => line)
}

describe('checkMarkup', () => {
  for (const [what, text] of [
    ['a tag', String.raw`assert.match(page.text, /<h1>Log in<\/h1>/)`],
    ['a tag that is open', 'assert.doesNotMatch(page.body, /<script/)'],
    ['the end of a tag', String.raw`/alder<\/span>/.test(text)`],
    ['an attribute', 'assert.match(page.body, /role="alert"[^]*code_invalid/)'],
    ['an attribute of data', 'const isLive = /data-live="x"/.test(body)'],
    ['a built expression', 'new RegExp(`href="${path}"`)'],
    ['a text that is searched for', `assert.ok(page.body.includes('name="password"'))`],
    ['a text that is built and searched for', 'assert.ok(!html.includes(`<a href="${link}">`))'],
    ['a text that splits', `body.split('<tr')`],
  ] as const) {
    it(`finds ${what} in a test`, () => assert.deepEqual(linesFound(`\n${text}`), [2]))
  }

  for (const [what, text] of [
    ['a question by role and name', `page.link('Back').href`],
    ['a selector', `page.select('[data-live="/x"]')`],
    ['a group with a name', '/(?<name>a)(?<!b)/.test(text)'],
    ['the name of a person', `assert.match(page.text, /Terry <b>Tech/)`],
    ['an address in a mail', String.raw`assert.match(id, /^<mai_[\w-]+@localhost>$/)`],
    ['a header', 'assert.match(header, /filename="a.csv"/)'],
    ['a page that is given', `readPage('<h1>Home</h1>')`],
  ] as const) {
    it(`takes ${what}`, () => assert.deepEqual(linesFound(text), []))
  }

  it('looks at what only tests use, and at nothing else', () => {
    assert.deepEqual(linesFound('/<h1>/', 'hub/src/web/testing/visitor.ts'), [1])
    assert.deepEqual(linesFound('/<h1>/', 'hub/src/web/home/home.ts'), [])
  })

  it('passes over a file on its list, until that has none', () => {
    const of = (text: string) => checkMarkup([{ path, text }], [], new Set([path]))

    assert.deepEqual(of('/<h1>/'), [])
    assert.match(of('/h1/')[0]?.rule ?? '', /take it off the list/)
  })
})
