import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { nameDevice } from '../../people/devices/name-device.ts'
import { devices } from './devices.ts'
import { wordMail } from './mails.ts'

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
