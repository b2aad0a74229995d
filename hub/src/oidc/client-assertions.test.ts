import assert from 'node:assert/strict'
import { describe, it, type TestContext } from 'node:test'
import * as client from 'openid-client'
import { psaUs } from '../../testing.ts'
import { registerDeploymentKeys } from '../catalogue/clients/register-deployment-keys.ts'
import { startTestSite } from '../web/testing/start-test-site.ts'

type Site = Awaited<ReturnType<typeof startTestSite>>

/** A product that may change what its assertions say; `ask` gets a token for the API. */
async function openClient({ hub }: Site) {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify'])
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const keys = [{ kty: 'EC', crv: 'P-256', x, y, kid: 'one', alg: 'ES256', use: 'sig' }]
  await registerDeploymentKeys(hub, { deployment: psaUs, name: psaUs, keys })
  return async (
    change: (header: Record<string, unknown>, payload: Record<string, unknown>) => void = () => {},
    request: Readonly<Record<string, string>> = { scope: 'tenant_links', resource: `${hub.config.issuer}/api` },
  ) => {
    const key = { key: pair.privateKey, kid: 'one' }
    const proof = client.PrivateKeyJwt(key, { [client.modifyAssertion]: change })
    const execute = [client.allowInsecureRequests]
    const config = await client.discovery(new URL(hub.config.issuer), psaUs, {}, proof, { execute })
    return client.clientCredentialsGrant(config, { ...request })
  }
}

/** Both sides of a test have the one clock, which stands still. */
function stopClock(test: TestContext): void {
  const at = Date.now()
  test.mock.method(Date, 'now', () => at)
}

describe('what a product proves itself with', () => {
  it('opens the API only as a token for the API, with its scope (T20)', async () => {
    await using site = await startTestSite({})
    const ask = await openClient(site)
    const resource = `${site.hub.config.issuer}/api`
    const statusWith = async (request: Readonly<Record<string, string>>) => {
      const tokens = await ask(() => {}, request).catch(() => null)
      if (tokens === null) return 'no token'
      const headers = { authorization: `Bearer ${tokens.access_token}` }
      return (await fetch(`${resource}/events?after=0`, { headers })).status
    }

    assert.equal(await statusWith({ scope: 'tenant_links', resource }), 200)
    const others = [
      { resource },
      { scope: 'tenant_links' },
      {},
      { scope: 'openid', resource },
      { scope: 'tenant_links', resource: 'https://other.example' },
    ]
    for (const request of others) {
      assert.ok(['no token', 401].includes(await statusWith(request)), JSON.stringify(request))
    }
  })

  it('is for this hub alone (T20)', async () => {
    await using site = await startTestSite({})
    const ask = await openClient(site)
    const { issuer } = site.hub.config
    const others = [`${issuer}/oidc/token`, 'https://other.example', [issuer, 'https://other.example'], undefined]

    assert.notEqual((await ask()).access_token, '')
    for (const aud of others) {
      const asked = ask((_, payload) => Object.assign(payload, { aud }))
      await assert.rejects(asked, { error: 'invalid_client' }, JSON.stringify(aud))
    }
  })

  it('is refused with a line in the log that says which check failed, and nothing of the assertion (FP3)', async () => {
    await using site = await startTestSite({})
    const former = await openClient(site)
    await former()
    const present = await openClient(site)
    const amiss: readonly [() => Promise<unknown>, RegExp][] = [
      [() => present((_, payload) => Object.assign(payload, { aud: 'https://other.example' })), /audience/],
      [() => present((_, payload) => Object.assign(payload, { iss: 'psa-uk' })), /iss/],
      [() => present((_, payload) => Object.assign(payload, { exp: 1 })), /expired/],
      [() => present((_, payload) => Object.assign(payload, { jti: undefined })), /jti/],
      [() => former(), /signature/],
    ]
    for (const [ask, cause] of amiss) {
      await assert.rejects(ask(), { error: 'invalid_client' })
      const line = site.hub.logged.findLast(({ event }) => event === 'client_refused')
      assert.deepEqual(
        [line?.['client'], line?.['path'], line?.['oauth_error']],
        [psaUs, '/oidc/token', 'invalid_client'],
      )
      assert.match(String(line?.['cause']), cause)
      assert.doesNotMatch(JSON.stringify(line), /eyJ/)
    }
    assert.equal(site.hub.logged.filter(({ event }) => event === 'client_refused').length, amiss.length)
  })

  it('is dated by a clock that differs by 60 seconds at most; beyond it, answer and log say by how much and whose (FC1)', async (test) => {
    stopClock(test)
    await using site = await startTestSite({})
    const ask = await openClient(site)
    const made = (ahead: number) =>
      ask((_, payload) => {
        const iat = Number(payload['iat']) + ahead
        Object.assign(payload, { iat, nbf: iat, exp: iat + 60 })
      })

    // An assertion of the kit lives for a minute, so that it is taken for the tolerance longer.
    for (const ahead of [12, 20, 60, -12, -20, -60, -119])
      assert.notEqual((await made(ahead)).access_token, '', `${ahead}`)
    for (const ahead of [61, 3600, -120, -3600]) {
      const error = await made(ahead).then(
        () => assert.fail(`${ahead} seconds were taken`),
        (thrown: unknown) => thrown,
      )
      assert.ok(error instanceof client.ResponseBodyError)
      assert.deepEqual([error.status, error.error], [401, 'invalid_client'])
      const [, seconds, whose] =
        /^clocks_differ: .* by (\d+) seconds, the client's clock is (ahead|behind)/.exec(
          error.error_description ?? '',
        ) ?? []
      assert.equal(whose, ahead > 0 ? 'ahead' : 'behind')
      assert.equal(Number(seconds), Math.abs(ahead))
      const line = site.hub.logged.findLast(({ event }) => event === 'client_refused')
      assert.equal(line?.['clock_ahead'], ahead)
    }
  })

  it('ends within ten minutes, and was made within the last ten (FC3)', async (test) => {
    stopClock(test)
    await using site = await startTestSite({})
    const ask = await openClient(site)
    const lives = (iat: number | undefined, exp: number | undefined) =>
      ask((_, payload) => {
        const now = Number(payload['iat'])
        const made = iat === undefined ? {} : { iat: now + iat }
        delete payload['iat']
        delete payload['nbf']
        Object.assign(payload, made, { exp: exp && now + exp })
      })

    for (const [iat, exp] of [
      [0, 300],
      [0, 660],
      [undefined, 60],
      [-660, 60],
    ] as const) {
      assert.notEqual((await lives(iat, exp)).access_token, '', `${iat} to ${exp}`)
    }
    const TEN_YEARS = 10 * 365 * 86_400
    for (const [iat, exp, cause] of [
      [0, undefined, /expiration must be specified/],
      [0, TEN_YEARS, /lives too long/],
      [undefined, TEN_YEARS, /lives too long/],
      [0, 3600, /lives too long/],
      [0, 661, /lives too long/],
      [-TEN_YEARS, 60, /too old/],
      [-661, 60, /too old/],
      [61, 120, /ahead of the clock/],
    ] as const) {
      await assert.rejects(lives(iat, exp), { error: 'invalid_client' }, `${iat} to ${exp}`)
      assert.match(String(site.hub.logged.findLast(({ event }) => event === 'client_refused')?.['cause']), cause)
    }
  })

  it('is remembered for as long as it would be taken (T20, FC3)', async () => {
    await using site = await startTestSite({})
    const ask = await openClient(site)
    await ask((_, payload) => Object.assign(payload, { exp: Number(payload['iat']) + 600, jti: 'one' }))

    const [row] = await site.hub.short
      .selectFrom('artifacts')
      .select('expires_at')
      .where('model', '=', 'ReplayDetection')
      .execute()

    assert.ok(Number(row?.expires_at) >= Date.now() + (600 + 60 - 10) * 1000)
    const again = ask((_, payload) => Object.assign(payload, { jti: 'one' }))
    await assert.rejects(again, { error: 'invalid_client' })
  })

  it('is no key that the product has replaced (T42)', async () => {
    await using site = await startTestSite({})
    const former = await openClient(site)
    await former()

    const present = await openClient(site)

    await assert.rejects(former(), { error: 'invalid_client' })
    assert.notEqual((await present()).access_token, '')
  })
})
