import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { composeMail } from '@lanyard/mail'
import { mailsInEnglish } from './en-mails.ts'

type Worded = (...facts: readonly string[]) => string | { readonly subject: string; readonly body: string }

const { footer, reset, ...others } = mailsInEnglish({ product: 'PSA', hub: 'Hub' })
const login = { company: 'alder', username: 'ada' }
const welcome = (name: string, link: string, by: string) => reset.welcome(name, link, by, login)
const mails = { ...others, reset: { ...reset, welcome } }

/** Every mail of the catalogue, by its path in it: a new one is there without being listed. */
function allIn(catalogue: object, path = ''): readonly (readonly [string, Worded])[] {
  return Object.entries(catalogue).flatMap(([name, value]: [string, Worded | object]) =>
    typeof value === 'function' ? [[path + name, value as Worded] as const] : allIn(value, `${path}${name}.`),
  )
}

describe('every mail of the PSA', () => {
  for (const [name, word] of allIn(mails)) {
    it(`greets, says who did what, why the reader gets it, and where help is: ${name} (FW6)`, () => {
      const worded = word('Ada', 'Alder', 'Bo', 'Bo')
      assert.ok(typeof worded === 'object')
      const { subject, body } = worded
      const letterhead = {
        name: 'PSA',
        footer: footer('help@psa.example'),
        language: 'en-GB',
        origin: 'https://psa.example',
      }
      const { text } = composeMail({ subject, text: body }, letterhead)
      const paragraphs = body.split('\n\n')

      assert.match(paragraphs[0] ?? '', /^Hello( Ada)?,$/)
      assert.match(paragraphs[1] ?? '', /^(A person|You, or a|Your account manager|“Bo”, an admin)/)
      assert.match(paragraphs.at(-1) ?? '', /You get this because /)
      assert.match(text, /\n-- \nPSA\nQuestions\? Write to help@psa\.example\.\n$/)
    })
  }
})

describe('the mail to a new employee', () => {
  it('says who added them, and what they log in with (FW6)', () => {
    const { body } = reset.welcome('Ada', 'https://psa.example/x', 'Bo', login)

    assert.match(body, /“Bo”, an admin of your company, has added you to PSA/)
    assert.match(body, /log in with the company “alder” and the username “ada”/)
  })
})
