import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { composeMail } from '@lanyard/mail'
import { nameDevice } from '../../people/devices/name-device.ts'
import type { NoticeContent } from '../../records/notices/notice.ts'
import { devices } from './devices.ts'
import { mailFooter, mails, wordMail } from './mails.ts'

/** Any fact that a mail asks for, by its name: a new one is there without being listed. */
const facts = new Proxy(
  { link: 'https://id.example/x', expiresAt: 0, at: 0, left: 2, language: null, by: 'Ada Master' },
  {
    get: (known: Readonly<Record<string, unknown>>, fact) =>
      known[String(fact)] ?? (fact === 'language' ? null : `the ${String(fact)}`),
  },
)
const letterhead = {
  name: 'Hub',
  footer: mailFooter('help@hub.example'),
  language: 'en-GB',
  origin: 'https://id.example',
}

describe('every mail of the hub', () => {
  for (const [kind, word] of Object.entries(mails)) {
    it(`greets, says who did what, why the reader gets it, and where help is: ${kind} (FW6)`, () => {
      const mail = (word as (details: unknown, hub: string) => { subject: string; text: string })(facts, 'Hub')
      const { text } = composeMail(mail, letterhead)
      const paragraphs = mail.text.split('\n\n')

      assert.equal(paragraphs[0], 'Hello,')
      assert.match(paragraphs[1] ?? '', /^(A person|An admin|Ada Master|The operator|You, an admin) /)
      assert.match(paragraphs.at(-1) ?? '', /^You get this because /)
      assert.match(text, /\n-- \nHub\nQuestions\? Write to help@hub\.example\.\n$/)
      assert.doesNotMatch(text, /undefined|null|NaN|\s{3}/)
    })
  }

  it('says who invites, and reads as well for one that version 0.1.0 queued (FW6)', () => {
    const told = { organization: 'Alder', link: 'https://id.example/invitations/x', expiresAt: 0 }
    const textOf = (details: object) => wordMail({ kind: 'invitation', details } as NoticeContent, 'Hub').text

    assert.match(textOf({ ...told, by: 'Ada Master' }), /^Hello,\n\n“Ada Master” invites you to join “Alder” on Hub\./)
    assert.match(textOf({ ...told, by: null }), /^Hello,\n\nThe operator of Hub invites you/)
    assert.match(textOf(told), /^Hello,\n\nA master of “Alder” invites you/)
  })

  it('names who connected or disconnected an organization, and who changed a name or an address (FW6)', () => {
    const textOf = (kind: NoticeContent['kind'], details: object) =>
      wordMail({ kind, details } as NoticeContent, 'Hub').text.split('\n\n')[1] ?? ''
    const link = { organization: 'Alder', module: 'PSA', tenant: 'Alder MSP' }

    assert.match(
      textOf('tenant_linked', { ...link, by: 'Ada Master' }),
      /^“Ada Master” and an admin of the company “Alder MSP” in “PSA”/,
    )
    assert.match(
      textOf('tenant_unlinked', { ...link, by: 'Ada Master' }),
      /^“Ada Master” has disconnected your organization “Alder”/,
    )
    assert.match(textOf('tenant_unlinked', { ...link, by: null }), /^The operator of Hub has disconnected/)
    assert.match(
      textOf('tenant_unlinked', { ...link, inProduct: true }),
      /^An admin of “Alder MSP”, or the operator of “PSA”, has/,
    )
    assert.match(
      textOf('tenant_unlinked', link),
      /^An admin of “Alder MSP”, a master of “Alder”, or the operator of “PSA” or Hub, has/,
    )
    assert.match(
      textOf('account_renamed', { from: 'ada', to: 'eve', own: true }),
      /^A person who is logged in as ada has/,
    )
    assert.match(textOf('account_renamed', { from: 'ada', to: 'eve' }), /^The operator of Hub has/)
    const moved = { username: 'ada', from: 'a@alder.example', to: 'b@alder.example' }
    assert.match(textOf('email_changed', { ...moved, own: true }), /^A person who reads mails at b@alder\.example has/)
    assert.match(textOf('email_changed', { ...moved, own: false }), /^The operator of Hub has/)
  })

  it('counts recovery codes that are left in words (FW6)', () => {
    const textOf = (left: number) =>
      wordMail({ kind: 'recovery_code_used', details: { username: 'ada', left } }, 'Hub').text

    assert.deepEqual(
      [0, 1, 2].map((left) => /; (.* left)\./.exec(textOf(left))?.[1]),
      ['none is left', 'one is left', '2 are left'],
    )
  })

  it('says that the username stays when the address changes (FW5)', () => {
    const details = { username: 'ada@old.example', from: 'ada@old.example', to: 'ada@new.example' }

    assert.match(wordMail({ kind: 'email_changed', details }, 'Hub').text, /You still log in as ada@old\.example\./)
  })
})

describe('the mail about a new device', () => {
  it('reads as a sentence, whether or not the browser is known', () => {
    const told = { username: 'ada@alder.example', address: '192.0.2.1', at: 0 }
    const wordsOf = (userAgent: string | null) =>
      wordMail({ kind: 'new_device', details: { ...told, device: nameDevice(userAgent, devices) } }, 'Hub').text

    assert.match(wordsOf(null), /logged in as ada@alder\.example with an unknown browser from 192\.0\.2\.1/)
    const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'
    assert.match(wordsOf(firefox), /with Firefox on Linux from/)
  })
})
