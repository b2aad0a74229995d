import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkWords } from './check-words.ts'

const catalogue = (text: string) => ({
  path: 'hub/src/messages/en/page.ts',
  text: `export const page = { lead: ${text} }`,
})
const rules = (...files: { path: string; text: string }[]) => checkWords(files).map(({ rule }) => rule)

describe('the words of pages, mails and documents', () => {
  it('are looked for in catalogues, with what to write instead', () => {
    assert.match(rules(catalogue("'Whoever does this'"))[0] ?? '', /"Whoever": name the person/)
    assert.match(rules(catalogue('(who: string) => `${who} has a log-in`'))[0] ?? '', /write "login"/)
  })

  it('are not looked for in codes, nor in other files', () => {
    assert.deepEqual(rules(catalogue("'nobody'")), [])
    assert.deepEqual(rules({ path: 'hub/src/web/page.ts', text: "export const text = 'Nobody'" }), [])
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
