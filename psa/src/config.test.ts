import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { readConfig, regionOf } from './config.ts'

const env = {
  LANYARD_ORIGIN: 'https://psa.example',
  LANYARD_DEPLOYMENT: 'psa-uk',
  LANYARD_DATABASE: 'sqlite:/var/lib/psa.sqlite',
  LANYARD_ISSUER: 'https://hub.example',
  LANYARD_CLIENT_KEY: keyFile(),
}

describe('readConfig', () => {
  it('takes a complete environment, with loopback and no demo by default', () => {
    const config = readConfig(env)

    assert.deepEqual(config.listen, { host: '127.0.0.1', port: 4100 })
    assert.equal(config.demo, false)
    assert.equal(config.clientKey.crv, 'P-256')
    assert.equal(regionOf(config.deployment), 'UK')
    assert.deepEqual(readConfig({ ...env, LANYARD_LISTEN: '[::1]:80' }).listen, { host: '::1', port: 80 })
  })

  it('names every mistake at once, and has no default for what is secret', () => {
    const expected =
      /LANYARD_ORIGIN: .*\n.*LANYARD_DEPLOYMENT: [\s\S]*LANYARD_DATABASE: [\s\S]*LANYARD_ISSUER: [\s\S]*LANYARD_CLIENT_KEY: /
    assert.throws(() => readConfig({}), { name: 'ConfigError', message: expected })
    const misspelt = /LANYARD_ORIGIN: [\s\S]*LANYARD_DEMO: .*production\n +LANYARD_CLIENT_KEYS: is not known/
    const wrong = { LANYARD_DEMO: '1', NODE_ENV: 'production', LANYARD_CLIENT_KEYS: 'x' }
    assert.throws(() => readConfig(wrong), { message: misspelt })
  })

  it('takes no http beyond loopback, and says of what is missing what it is (FR7, FR8)', () => {
    const of = (environment: Record<string, string | undefined>) => () => readConfig({ ...env, ...environment })
    assert.throws(
      of({ LANYARD_ORIGIN: 'http://psa.example' }),
      /LANYARD_ORIGIN: .*http beyond loopback; expected is https/,
    )
    assert.throws(of({ LANYARD_ISSUER: undefined }), /LANYARD_ISSUER: is required: an origin/)
    assert.throws(of({ LANYARD_BRAND: '/nowhere.json' }), /LANYARD_BRAND: .*nowhere/)
  })

  it('refuses origins with a path, other schemes, and keys that are none', () => {
    const wrong = {
      LANYARD_ORIGIN: ['https://psa.example/', 'https://psa.example/path', 'ftp://psa.example', 'psa.example'],
      LANYARD_DATABASE: ['mysql://localhost', 'sqlite:'],
      LANYARD_LISTEN: ['localhost', '127.0.0.1:99999'],
      LANYARD_CLIENT_KEY: ['/nowhere.json', import.meta.filename, keyFile({ d: '_'.repeat(43) })],
    }
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) assert.throws(() => readConfig({ ...env, [name]: value }), new RegExp(name), value)
    }
  })

  it('refuses a key whose halves are of two keys, and says so', () => {
    const { d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
    const config = { ...env, LANYARD_CLIENT_KEY: keyFile({ d }) }

    assert.throws(() => readConfig(config), /LANYARD_CLIENT_KEY: .*whose x and y do not belong to its d/)
  })

  it('refuses the demo beyond loopback and in production', () => {
    const demo = { ...env, LANYARD_DEMO: '1' }

    assert.equal(readConfig(demo).demo, true)
    assert.throws(() => readConfig({ ...demo, LANYARD_LISTEN: '0.0.0.0:4100' }), /LANYARD_DEMO: .*loopback only/)
    assert.throws(() => readConfig({ ...demo, NODE_ENV: 'production' }), /LANYARD_DEMO: .*production/)
  })

  it('takes a mail server and a sender together, and never tells its password', () => {
    const mail = { LANYARD_SMTP: 'smtps://psa:sesame@mail.example', LANYARD_MAIL_FROM: 'PSA <psa@psa.example>' }

    assert.equal(readConfig(env).mail, null)
    assert.equal(readConfig({ ...env, ...mail }).mail?.server.host, 'mail.example')
    assert.throws(() => readConfig({ ...env, LANYARD_MAIL_FROM: mail.LANYARD_MAIL_FROM }), /LANYARD_SMTP: is required/)
    assert.throws(
      () => readConfig({ ...env, LANYARD_SMTP: 'https://psa:sesame@mail.example' }),
      (error) =>
        error instanceof Error &&
        /LANYARD_SMTP: .*\n +LANYARD_MAIL_FROM: /.test(error.message) &&
        !/sesame/.test(error.message),
    )
  })
})

function keyFile(changes: Readonly<Record<string, unknown>> = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'psa-key-')), 'key.jwk.json')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  writeFileSync(path, JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...changes }))
  return path
}
