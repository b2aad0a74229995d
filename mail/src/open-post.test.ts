import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readMailServer } from './mail-settings.ts'
import { openPost } from './open-post.ts'
import { openPostOffice, type PostOffice } from './testing/index.ts'

const letter = {
  messageId: 'ntc_1',
  recipient: 'tech@alder.example',
  createdAt: Date.UTC(2026, 10, 22, 8, 2),
  subject: 'Your password was changed',
  text: 'It was changed.\n',
  html: '<p>It was changed.</p>',
}

function postTo(address: string) {
  const sender = { name: 'IT Complete', address: 'no-reply@id.example' }
  const post = openPost({ server: readMailServer(address), sender }, 'https://id.example')
  return (changes: Partial<typeof letter> = {}) => post.send({ ...letter, ...changes }, new AbortController().signal)
}

const withLogin = ({ address }: PostOffice, login: string) => address.replace('//', `//${login}@`)

describe('openPost', () => {
  it('sends text and HTML, and says that a machine wrote it', async () => {
    await using office = await openPostOffice()

    assert.deepEqual(await postTo(office.address)(), { state: 'sent' })

    const { to, mail, source } = office.received[0] ?? assert.fail('Nothing came')
    assert.deepEqual(to, ['tech@alder.example'])
    assert.deepEqual(mail.from, { name: 'IT Complete', address: 'no-reply@id.example' })
    assert.deepEqual([mail.subject, mail.messageId], [letter.subject, '<ntc_1@id.example>'])
    assert.equal(mail.date, '2026-11-22T08:02:00.000Z')
    assert.deepEqual([mail.text?.trim(), mail.html?.trim()], ['It was changed.', letter.html])
    assert.match(source, /^Content-Type: multipart\/alternative;/m)
    assert.match(source, /^Auto-Submitted: auto-generated\r$/m)
    assert.match(source, /^X-Auto-Response-Suppress: All\r$/m)
  })

  it('keeps everything in its place, whatever subjects and addresses hold', async () => {
    await using office = await openPostOffice()
    const send = postTo(office.address)

    await send({ subject: 'Join “Alder”\r\nBcc: evil@evil.example\r\n\r\nHello' })
    await send({ recipient: 'a,b@alder.example' })
    await send({ recipient: 'tech@bücher.example' })
    await send({ recipient: 'jörg@alder.example' })

    assert.deepEqual(
      office.received.map(({ to, mail }) => [...to, mail.to?.length, mail.bcc]),
      [
        ['tech@alder.example', 1, undefined],
        ['"a,b"@alder.example', 1, undefined],
        ['tech@bücher.example', 1, undefined],
        ['jörg@alder.example', 1, undefined],
      ],
    )
    assert.match(office.received[2]?.source ?? '', /^To: tech@xn--bcher-kva\.example\r$/m)
    assert.equal(office.received[0]?.mail.subject, 'Join “Alder” Bcc: evil@evil.example  Hello')
  })

  it('gives up an address that cannot be written to, before anything is said of it', async () => {
    await using office = await openPostOffice()
    const send = postTo(office.address)

    for (const recipient of ['a>b@alder.example', 'a@alder.example>\r\nRCPT TO:<evil@evil.example']) {
      const outcome = await send({ recipient })
      assert.equal(outcome.state, 'refused', recipient)
    }

    assert.deepEqual(office.received, [])
  })

  it('tells a refusal for good from one for now', async () => {
    const answers = [550, 451, 'take', 'take'] as const
    const messages = [554, 452] as const
    let [recipients, datas] = [0, 0]
    await using office = await openPostOffice({
      atRecipient: () => answers[recipients++] ?? 'take',
      atMessage: () => messages[datas++] ?? 'take',
    })
    const send = postTo(office.address)

    const outcomes = [await send(), await send(), await send(), await send(), await send()]

    assert.deepEqual(outcomes, [
      { state: 'refused', reason: 'EENVELOPE RCPT TO 550' },
      { state: 'failed', reason: 'EENVELOPE RCPT TO 451' },
      { state: 'refused', reason: 'EMESSAGE DATA 554' },
      { state: 'failed', reason: 'EMESSAGE DATA 452' },
      { state: 'sent' },
    ])
  })

  it('logs in, and takes a wrong password of its own for nothing that a mail could help', async () => {
    await using office = await openPostOffice({ user: { name: 'hub', password: 'se same' } })

    const right = await postTo(withLogin(office, 'hub:se%20same'))()
    const wrong = await postTo(withLogin(office, 'hub:guess'))()
    const without = await postTo(office.address)()

    assert.deepEqual([right.state, wrong.state, without.state], ['sent', 'failed', 'failed'])
    assert.ok(!JSON.stringify([wrong, without]).includes('guess'))
  })

  it('tells a server nothing that has no certificate, or an untrusted one', async () => {
    await using selfSigned = await openPostOffice({ startTls: true })
    await using plain = await openPostOffice()

    const outcomes = [
      await postTo(`${selfSigned.address}?starttls=required`)(),
      await postTo(`${plain.address}?starttls=required`)(),
      await postTo(selfSigned.address.replace('smtp:', 'smtps:'))(),
    ]

    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['failed', 'failed', 'failed'],
    )
    assert.deepEqual([...selfSigned.received, ...plain.received], [])
    assert.equal((await postTo(`${selfSigned.address}?starttls=off`)()).state, 'sent')
  })

  it('fails for now where there is no server, and where it breaks off', async () => {
    const gone = await openPostOffice()
    await gone[Symbol.asyncDispose]()
    await using dropping = await openPostOffice({ atMessage: () => 'drop' })

    const outcomes = [await postTo(gone.address)(), await postTo(dropping.address)()]

    assert.deepEqual(
      outcomes.map(({ state }) => state),
      ['failed', 'failed'],
    )
  })
})
