import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { DAY, HOUR, MINUTE } from './clock.ts'
import { ConfigError } from '@lanyard/running'
import { readConfig } from './config.ts'

const right = {
  LANYARD_ISSUER: 'https://id.example',
  LANYARD_HUB_DATABASE: 'postgres://hub@db.example/hub',
  LANYARD_HUB_SHORT_DATABASE: 'sqlite:/var/lib/short.sqlite',
  LANYARD_HUB_KEYS: `a:${Buffer.alloc(32).toString('base64')}`,
}

function mistakesOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(environment)
    return []
  } catch (error) {
    assert.ok(error instanceof ConfigError)
    return error.mistakes
  }
}

describe('readConfig', () => {
  it('needs no more than issuer, databases and keys', () => {
    const config = readConfig(right)
    assert.deepEqual(config.listen, { host: '127.0.0.1', port: 4000 })
    assert.equal(config.demo, false)
    assert.deepEqual(config.origins, {})
    assert.equal(config.lifetimes.session, 12 * HOUR)
    assert.equal(config.lifetimes.approval, 10 * MINUTE)
  })

  it('reports every mistake at once, and no key', () => {
    const mistakes = mistakesOf({
      LANYARD_LISTEN: 'everywhere',
      LANYARD_DEMO: 'yes',
      LANYARD_ISSUER: 'https://id.example/path',
      LANYARD_HUB_DATABASE: 'mysql://db',
      LANYARD_HUB_KEYS: 'a:c2VjcmV0',
      LANYARD_ORIGINS: '{"psa-us": "psa.example"}',
      LANYARD_LIFETIMES: 'long',
      LANYARD_PROXIES: '10.0.0.0/8, proxy.example',
    })
    assert.deepEqual(
      mistakes.map((mistake) => mistake.split(/[:.]/)[0]).toSorted((one = '', other = '') => one.localeCompare(other)),
      [
        'LANYARD_DEMO',
        'LANYARD_HUB_DATABASE',
        'LANYARD_HUB_KEYS',
        'LANYARD_HUB_SHORT_DATABASE',
        'LANYARD_ISSUER',
        'LANYARD_LIFETIMES',
        'LANYARD_LISTEN',
        'LANYARD_ORIGINS',
        'LANYARD_PROXIES',
      ],
    )
    assert.ok(!mistakes.join().includes('c2VjcmV0'))
  })

  it('keeps demo mode on loopback and out of production', () => {
    const demo = { ...right, LANYARD_ISSUER: 'http://localhost:4000', LANYARD_DEMO: '1' }
    assert.equal(readConfig({ ...demo, LANYARD_LISTEN: '[::1]:4000' }).listen.host, '::1')
    assert.match(mistakesOf({ ...demo, LANYARD_LISTEN: '0.0.0.0:4000' }).join(), /loopback/)
    assert.match(mistakesOf({ ...demo, NODE_ENV: 'production' }).join(), /production/)
  })

  it('takes plain http for an issuer on loopback only', () => {
    assert.equal(readConfig({ ...right, LANYARD_ISSUER: 'http://localhost:4000' }).issuer, 'http://localhost:4000')
    assert.equal(mistakesOf({ ...right, LANYARD_ISSUER: 'http://id.example' }).length, 1)
  })

  it('says of each mistake the variable, what came and what is expected (FR7, FR8)', () => {
    assert.deepEqual(mistakesOf({ ...right, LANYARD_ISSUER: undefined }), [
      'LANYARD_ISSUER: is required: an origin such as https://id.example',
    ])
    assert.deepEqual(mistakesOf({ ...right, LANYARD_ISSUER: 'http://id.example' }), [
      'LANYARD_ISSUER: "http://id.example" is http beyond loopback; expected is https',
    ])
    assert.deepEqual(mistakesOf({ ...right, LANYARD_ORIGINS: '{"psa-us": "http://psa.example"}' }), [
      'LANYARD_ORIGINS.psa-us: "http://psa.example" is http beyond loopback; expected is https',
    ])
    assert.deepEqual(mistakesOf({ ...right, LANYARD_PROXY: '10.0.0.1' }), [
      'LANYARD_PROXY: is not known; LANYARD_PROXIES is',
    ])
    assert.match(mistakesOf({ ...right, LANYARD_BRAND: '/nowhere.json' }).join(), /^LANYARD_BRAND: .*\/nowhere\.json/)
    for (const second of ['sqlite:./x/../one.sqlite', 'sqlite:one.sqlite']) {
      const mistakes = mistakesOf({
        ...right,
        LANYARD_HUB_DATABASE: 'sqlite:one.sqlite',
        LANYARD_HUB_SHORT_DATABASE: second,
      })
      assert.deepEqual(mistakes, ['LANYARD_HUB_SHORT_DATABASE: must be another file than LANYARD_HUB_DATABASE'], second)
    }
  })

  it('shortens lifetimes by seconds', () => {
    const config = readConfig({ ...right, LANYARD_LIFETIMES: '{"approval": 1.5}' })
    assert.equal(config.lifetimes.approval, 1500)
    assert.equal(config.lifetimes.session, 12 * HOUR)
    assert.equal(mistakesOf({ ...right, LANYARD_LIFETIMES: '{"aproval": 1}' }).length, 1)
  })

  it('takes a mail server and a sender together, and never tells its password', () => {
    const mail = { LANYARD_SMTP: 'smtps://hub:sesame@mail.example', LANYARD_MAIL_FROM: 'Hub <hub@id.example>' }

    assert.equal(readConfig(right).mail, null)
    assert.equal(readConfig({ ...right, ...mail }).mail?.server.host, 'mail.example')
    assert.match(
      mistakesOf({ ...right, LANYARD_MAIL_FROM: mail.LANYARD_MAIL_FROM }).join(),
      /^LANYARD_SMTP: is required/,
    )
    const mistakes = mistakesOf({ ...right, LANYARD_SMTP: 'https://hub:sesame@mail.example', LANYARD_ORIGINS: '[' })
    assert.deepEqual(
      mistakes.map((mistake) => mistake.split(/[:.]/)[0]),
      ['LANYARD_ORIGINS', 'LANYARD_SMTP', 'LANYARD_MAIL_FROM'],
    )
    assert.ok(!mistakes.join().includes('sesame'))
  })

  it('names the part of the trusted proxies that is none', () => {
    assert.ok(readConfig({ ...right, LANYARD_PROXIES: '10.0.0.0/8, ::1' }).proxies.check('10.9.8.7'))
    for (const wrong of ['', '10.0.0.1,', '10.0.0.0/33', '::1/129', 'fe80::1%eth0', '10.0.0.0/8/9', 'proxy.example']) {
      assert.match(mistakesOf({ ...right, LANYARD_PROXIES: wrong }).join(), /LANYARD_PROXIES: .* is no address/, wrong)
    }
  })

  it('lets defaults give way to what is said, and refuses what contradicts itself', () => {
    const short = readConfig({ ...right, LANYARD_LIFETIMES: '{"session": 60}' }).lifetimes
    assert.deepEqual([short.idle, short.shortestIdle, short.fresh], [MINUTE, MINUTE, MINUTE])
    const long = readConfig({ ...right, LANYARD_LIFETIMES: '{"session": 172800}' }).lifetimes
    assert.deepEqual([long.idle, long.signingKeyOverlap], [4 * HOUR, 2 * DAY])
    const contradiction = {
      idle: 50_000,
      shortestSession: 50_000,
      signingKey: 600,
      signingKeyLead: 601,
      signingKeyOverlap: 60,
    }
    assert.deepEqual(mistakesOf({ ...right, LANYARD_LIFETIMES: JSON.stringify(contradiction) }), [
      'LANYARD_LIFETIMES.idle: must not be longer than session',
      'LANYARD_LIFETIMES.shortestSession: must not be longer than session',
      'LANYARD_LIFETIMES.signingKeyLead: must not be longer than signingKey',
      'LANYARD_LIFETIMES.session: must not be longer than signingKeyOverlap',
    ])
  })

  it('says all that is wrong, with combinations and slips of the finger among it, and never a value', () => {
    const key = Buffer.alloc(32, 1).toString('base64')
    const mistakes = mistakesOf({
      LANYARD_ISSUER: 'id.example',
      LANYARD_DEMO: '1',
      LANYARD_LISTEN: '0.0.0.0:4000',
      LANYARD_HUB_DATABASE: 'sqlite:one.sqlite',
      LANYARD_HUB_SHORT_DATABASE: 'sqlite:one.sqlite',
      LANYARD_HUB_KEYS: `a:${key},b:${key},a:c2VjcmV0,!:${key}`,
      LANYARD_LIFETIMEZ: '{"session": 1}',
      LANYARD_DATABASE: 'sqlite:of-the-psa.sqlite',
      NODE_ENV: 'production',
    })
    assert.deepEqual(
      mistakes.map((mistake) => mistake.split(':')[0]),
      [
        'LANYARD_ISSUER',
        'LANYARD_HUB_KEYS',
        'LANYARD_DEMO',
        'LANYARD_DEMO',
        'LANYARD_HUB_SHORT_DATABASE',
        'LANYARD_LIFETIMEZ',
      ],
    )
    const said = mistakes.join()
    for (const part of ['"a" must be 32 bytes', 'entry 4 must be', '"a" and "b" are the same', '"a" twice']) {
      assert.ok(said.includes(part), part)
    }
    assert.ok(!said.includes(key) && !said.includes('c2VjcmV0'))
  })
})
