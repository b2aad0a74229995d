import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { createAccount } from '@lanyard/hub/src/people/accounts/create-account.ts'
import { importAuthenticator } from '@lanyard/hub/src/people/factors/import-authenticator.ts'
import { verifyCode } from '@lanyard/hub/src/people/factors/verify-code.ts'
import { openTestHub } from '@lanyard/hub/testing.ts'
import { nextCode } from './next-code.ts'
import { Refused } from './refused.ts'

const username = 'tech@alder.example'
const by = 'operator:test'

describe('npm run code', () => {
  it('says code after code that the hub takes, each once, resting where those of the moment are used (A6)', async () => {
    await using hub = await openTestHub()
    const account = await createAccount(hub, { username, name: 'Alder Tech', email: username, by })
    await importAuthenticator(hub, { account: account.id, secret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU', by })
    const rests: number[] = []
    const rest = async (seconds: number) => {
      rests.push(seconds)
      hub.pass(seconds * 1000)
    }

    const codes: string[] = []
    for (let round = 0; round < 5; round += 1) {
      const { code, seconds } = await nextCode(hub, username, rest)
      assert.ok(seconds >= 30 && seconds <= 90, `${seconds}`)
      await verifyCode(hub, { account: account.id, code, source: '192.0.2.1' })
      codes.push(code)
    }

    assert.equal(new Set(codes).size, 5)
    // Two are there at once: of the step now, and of the next one.
    assert.equal(rests.length, 3)
    assert.ok(rests.every((seconds) => seconds >= 1 && seconds <= 30))
  })

  it('says the same code until it is used', async () => {
    await using hub = await openTestHub()
    const account = await createAccount(hub, { username, name: 'Alder Tech', email: username, by })
    await importAuthenticator(hub, { account: account.id, secret: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU', by })
    const never = () => Promise.reject(new Error('nothing to wait for'))

    assert.deepEqual(await nextCode(hub, username, never), await nextCode(hub, username, never))
  })

  it('refuses a person who has not enrolled, and an unknown one', async () => {
    await using hub = await openTestHub()
    await createAccount(hub, { username, name: 'Alder Newcomer', email: username, by })
    const never = () => Promise.reject(new Error('nothing to wait for'))

    const code = (expected: string) => (error: unknown) => error instanceof Refused && error.code === expected
    await assert.rejects(nextCode(hub, username, never), code('not_enrolled'))
    await assert.rejects(nextCode(hub, 'nobody@alder.example', never), code('account_unknown'))
  })
})
