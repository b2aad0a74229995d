import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readMailAddress, readMailSender, readMailServer } from './mail-settings.ts'

describe('readMailServer', () => {
  it('wants STARTTLS everywhere but on loopback, unless it is told otherwise', () => {
    const securityOf = (text: string) => readMailServer(text).security

    assert.equal(securityOf('smtp://mail.example'), 'starttls')
    assert.equal(securityOf('smtp://mail.example?starttls=off'), 'plain')
    assert.equal(securityOf('smtp://[::1]:2525'), 'plain')
    assert.equal(securityOf('smtp://127.0.0.1?starttls=required'), 'starttls')
    assert.equal(securityOf('smtps://mail.example'), 'tls')
  })

  it('knows the ports of mail submission, and takes another', () => {
    assert.deepEqual(
      ['smtp://mail.example', 'smtps://mail.example', 'smtp://mail.example:2525'].map((at) => readMailServer(at).port),
      [587, 465, 2525],
    )
  })

  it('takes a user and a password with any characters, percent-encoded', () => {
    const { login } = readMailServer('smtps://hub%40mail.example:p%2Fw%3Ad@mail.example')

    assert.deepEqual(login, { user: 'hub@mail.example', password: 'p/w:d' })
  })

  it('refuses what it does not understand, and never repeats a password', () => {
    const wrong = [
      'mail.example',
      'http://hub:sesame@mail.example',
      'smtp://hub:sesame@',
      'smtp://hub:sesame@mail.example/path',
      'smtp://hub:sesame@mail.example?starttls=of',
      'smtp://hub:sesame@mail.example?starttls=off',
      'smtps://hub:sesame@mail.example?starttls=off',
      'smtp://hub:%sesame@mail.example',
      'smtp://hub@mail.example',
      'smtp://hub:sesame@mail.example:99999',
      'smtp://hub:ses ame@ma il.example',
    ]
    for (const text of wrong) {
      assert.throws(
        () => readMailServer(text),
        (error) => error instanceof TypeError && !/ses ?ame/.test(error.message),
        text,
      )
    }
  })
})

describe('readMailSender', () => {
  it('takes an address with or without a name', () => {
    assert.deepEqual(readMailSender('IT Complete <no-reply@id.example>'), {
      name: 'IT Complete',
      address: 'no-reply@id.example',
    })
    assert.deepEqual(readMailSender('"Smith, Ltd" <a@b.example>'), { name: 'Smith, Ltd', address: 'a@b.example' })
    assert.deepEqual(readMailSender('a@b.example'), { name: '', address: 'a@b.example' })
  })

  it('takes off what pasting adds (FT3), and takes hosts that only its own relay knows', () => {
    assert.deepEqual(readMailSender('Help <\u200bHelp@BÜCHER.example >'), {
      name: 'Help',
      address: 'Help@bücher.example',
    })
    for (const address of ['noreply@localhost', 'lanyard@mailhost', 'x@[10.0.0.1]', 'a@my_host.example'])
      assert.equal(readMailSender(`Lanyard <${address}>`).address, address)
  })

  it('refuses what is not one address', () => {
    for (const text of ['', 'IT Complete', 'a@b, c@d', 'A <a@b> <c@d>', 'A\nBcc: x@y <a@b>', 'A <a@b']) {
      assert.throws(() => readMailSender(text), TypeError, text)
    }
  })
})

describe('readMailAddress', () => {
  it('takes one address as a person may paste it, and refuses what is none (FT3)', () => {
    for (const text of [
      'help@id.example',
      'Help Desk <help@id.example>,',
      'mailto:help@id.example',
      '\u00a0help@id.example\u200b',
    ])
      assert.equal(readMailAddress(text), 'help@id.example', text)
    for (const text of [
      '',
      'help',
      'help@localhost',
      'a..b@id.example',
      'a@b.example; c@d.example',
      'a@b.example\nBcc: c@d.example',
    ])
      assert.throws(() => readMailAddress(text), TypeError, text)
  })
})
