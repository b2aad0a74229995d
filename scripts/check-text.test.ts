import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkText } from './check-text.ts'

const page = 'hub/src/web/home/home-page.ts'

function linesFound(text: string, path = page): number[] {
  return checkText([{ path, text }]).map(({ line }) => line)
}

describe('checkText', () => {
  for (const [what, text] of [
    ['between tags', 'html`<p>Welcome</p>`'],
    ['beside something dynamic', 'html`<p>${name} is here</p>`'],
    ['before a tag', 'html`Welcome ${name}`'],
    ['in a template within a template', 'html`<ul>${items.map((item) => html`<li>Item ${item}</li>`)}</ul>`'],
    ['in a label for assistive technology', 'html`<nav aria-label="Main"></nav>`'],
    ['in a placeholder', "html`<input placeholder='Your name'>`"],
    ['in a title', 'html`<a title="Go to ${name}" href="/x">${name}</a>`'],
    ['in an alternative text', 'html`<img src="/x.svg" alt=Logo>`'],
    ['on a submit button', 'html`<input type="submit" value="Send">`'],
    ['in a component that is given its words', "field({ name: 'user', label: 'Username' })"],
    ['in words put together', 'field({ label: `Hello ${name}` })'],
  ] as const) {
    it(`finds a text ${what}`, () => assert.deepEqual(linesFound(`\nexport const a = ${text}\n`), [2]))
  }

  it('names the line within a long template', () => {
    assert.deepEqual(linesFound('const a = html`\n<div class="x">\n  ${b}\n  <p>Welcome</p>\n</div>`'), [4])
  })

  for (const [what, text] of [
    ['from the catalogue', 'html`<p title="${words.title}">${words.welcome}</p>`'],
    ['in attributes that nobody reads', 'html`<a class="button" href="/sign-in" data-kind="primary">${text}</a>`'],
    ['in a comment', 'html`<!-- Welcome --><p>${text}</p>`'],
    ['that is a character', 'html`<p>${a} · ${b} &nbsp; 1</p>`'],
    ['in a template of another kind', 'sql`select name from members`'],
    ['in a field that nobody reads', "field({ name: 'user', autocomplete: 'username' })"],
  ] as const) {
    it(`finds nothing ${what}`, () => assert.deepEqual(linesFound(`export const a = ${text}`), []))
  }

  it('looks at pages, not at catalogues, tests and examples', () => {
    const text = 'html`<p>Welcome</p>`'

    for (const path of ['ui/src/shell.ts', 'psa/src/web/site.ts', 'connect/src/pages.ts', 'hub/src/oidc/error.ts']) {
      assert.deepEqual(linesFound(text, path), [1], path)
    }
    for (const path of ['hub/src/messages/en.ts', 'hub/src/web/a.test.ts', 'examples/rmm/src/app.ts']) {
      assert.deepEqual(linesFound(text, path), [], path)
    }
  })
})
