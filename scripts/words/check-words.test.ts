import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkWords } from './check-words.ts'

const catalogue = (text: string) => ({
  path: 'hub/src/messages/en/page.ts',
  text: `export const page = { lead: ${text} }`,
})
const rules = (...files: { path: string; text: string }[]) => checkWords(files).map(({ rule }) => rule)

describe('the words of pages, mails, documents and comments', () => {
  it('are looked for in catalogues, with what to write instead', () => {
    assert.match(rules(catalogue("'Whoever does this'"))[0] ?? '', /"Whoever": name the person/)
    assert.match(rules(catalogue('(who: string) => `${who} has a log-in`'))[0] ?? '', /write "login"/)
  })

  it('are not looked for in codes, nor in strings of other files', () => {
    assert.deepEqual(rules(catalogue("'nobody'")), [])
    assert.deepEqual(rules({ path: 'hub/src/web/page.ts', text: "export const text = 'Nobody'" }), [])
  })

  it('are looked for in comments and names of tests, but not in code that these name', () => {
    const source = (text: string) => [{ path: 'hub/src/web/page.test.ts', text }]
    assert.equal(checkWords(source('/**\n * Whoever asks.\n */\nconst asks = 1'))[0]?.line, 2)
    assert.equal(checkWords(source("\nit('tells nobody', () => {})"))[0]?.line, 2)
    assert.deepEqual(checkWords(source('// `nobody` is an answer, `POST /connect/log-out` an address.')), [])
  })

  it('stand in sentences that can be read once', () => {
    const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')
    assert.deepEqual(rules(catalogue(`'${words(25)}. ${words(25)}.'`)), [])
    assert.match(rules(catalogue(`'${words(26)}.'`))[0] ?? '', /more than 25 words/)
  })

  it('are looked for in documents, but not in names of files and commands', () => {
    const page = (text: string) => ({ path: 'docs/page.md', text })
    assert.equal(checkWords([page('one\nNobody knows')])[0]?.line, 2)
    assert.deepEqual(rules(page('See `web/log-outs` and [logouts](web/log-outs.ts).')), [])
  })
})
