import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { ConfigError } from '@lanyard/running'
import { readConfig } from './config.ts'

describe("RMM's configuration", () => {
  const folder = mkdtempSync(join(tmpdir(), 'rmm-config-'))
  after(() => rmSync(folder, { recursive: true }))
  const key = join(folder, 'key.jwk.json')
  writeFileSync(
    key,
    JSON.stringify(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })),
  )
  const complete = {
    LANYARD_ISSUER: 'https://id.example',
    LANYARD_ORIGIN: 'https://rmm.example',
    LANYARD_DEPLOYMENT: 'rmm-us',
    LANYARD_DATABASE: 'sqlite:rmm.sqlite',
    LANYARD_CLIENT_KEY: key,
  }

  it('has neutral names without a brand file', () => {
    const { names, settingsPath } = readConfig(complete)

    assert.deepEqual({ names, settingsPath }, { names: { hub: 'Hub', product: 'Devices' }, settingsPath: '/admin/hub' })
  })

  it('reports every mistake at once', () => {
    assert.throws(
      () => readConfig({ ...complete, LANYARD_ISSUER: 'https://id.example/path', LANYARD_CLIENT_KEY: folder }),
      (error) => {
        assert.ok(error instanceof ConfigError)
        assert.match(
          error.message,
          /LANYARD_ISSUER: "https:\/\/id\.example\/path" is no origin; expected is https:\/\/id\.example,/,
        )
        assert.match(error.message, /LANYARD_CLIENT_KEY: /)
        return true
      },
    )
  })

  it('takes no http beyond loopback, and says of what is missing what it is (FR7, FR8)', () => {
    assert.throws(
      () => readConfig({ ...complete, LANYARD_ORIGIN: 'http://rmm.example' }),
      /LANYARD_ORIGIN: .*http beyond loopback/,
    )
    assert.throws(
      () => readConfig({ ...complete, LANYARD_ISSUER: undefined }),
      /LANYARD_ISSUER: is required: an origin/,
    )
    assert.throws(
      () => readConfig({ ...complete, LANYARD_DATABASE: 'mysql://u:sesame@db' }),
      (error) => {
        assert.ok(error instanceof ConfigError)
        assert.match(error.message, /LANYARD_DATABASE: .*expected is sqlite:FILE or/)
        return !error.message.includes('sesame')
      },
    )
  })

  it('refuses demo mode beyond loopback and in production', () => {
    const demo = { ...complete, LANYARD_DEMO: '1' }
    assert.throws(() => readConfig({ ...demo, LANYARD_LISTEN: '0.0.0.0:4200' }), /loopback/)
    assert.throws(() => readConfig({ ...demo, NODE_ENV: 'production' }), /production/)
    assert.equal(readConfig({ ...demo, LANYARD_LISTEN: '[::1]:4200' }).listen.host, '::1')
  })
})
