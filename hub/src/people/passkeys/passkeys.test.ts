import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, type TestHub } from '../../../testing.ts'
import type { Account } from '../accounts/account.ts'
import { importAuthenticator } from '../factors/import-authenticator.ts'
import { listFactors } from '../factors/list-factors.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { wordRefusal } from '../../messages/refusals.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { Refusal, type RefusalCode } from '../../refusal.ts'
import { beginAssertion } from './begin-assertion.ts'
import { beginAddingPasskey } from '../factors/begin-adding-passkey.ts'
import { finishAssertion } from './finish-assertion.ts'
import { addPasskey } from '../factors/add-passkey.ts'
import { pruneChallenges } from './challenges.ts'
import { type Tampering, type TestAuthenticator, testAuthenticator } from './testing/test-authenticator.ts'

const session = 'session-of-the-person'

function refused(code: RefusalCode) {
  return (error: unknown) => error instanceof Refusal && error.code === code
}

async function register(
  hub: Hub,
  account: Account,
  authenticator: TestAuthenticator,
  { lie, name = '' }: { lie?: Tampering; name?: string } = {},
) {
  const options = await beginAddingPasskey(hub, { account, session, hubName: 'IT Complete' })
  const answer = authenticator.create(options, lie)
  return addPasskey(hub, { account: account.id, provenAt: hub.now(), session, answer, name })
}

/** A hub whose master has an app and a passkey. */
async function openHubWithPasskey(
  database: (typeof databases)[number],
  input: { counts?: boolean; synced?: boolean } = {},
) {
  const hub = await openPeopledHub(database)
  const account = hub.alderMasterAccount
  const origin = hub.config.issuer
  const authenticator = testAuthenticator({ origin, ...input })
  await importAuthenticator(hub, { account: account.id, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', by: operator })
  await register(hub, account, authenticator)
  const begin = (login = 'one', of: AccountId | null = null) => beginAssertion(hub, { login, account: of })
  const finish = (answer: string, login = 'one', of: AccountId | null = null, by: Hub = hub) =>
    finishAssertion(by, { login, account: of, answer })
  return { ...hub, account, origin, authenticator, begin, finish }
}

async function countUses(hub: TestHub, account: AccountId): Promise<number> {
  return (await listFactors(hub, account)).filter(({ kind, lastUsedAt }) => kind !== 'authenticator' && lastUsedAt)
    .length
}

for (const database of databases) {
  describe(`adding a passkey on ${database.name}`, () => {
    it('gives the account one more factor and ten new recovery codes, and tells the person (T37, T46)', async () => {
      await using hub = await openHubWithPasskey(database)
      const synced = testAuthenticator({ origin: hub.origin, synced: true })

      const { recoveryCodes } = await register(hub, hub.account, synced, { name: '  My laptop ' })

      assert.equal(new Set(recoveryCodes).size, 10)
      const factors = await listFactors(hub, hub.account.id)
      assert.deepEqual(
        new Set(factors.map(({ kind, name }) => `${kind} ${name}`)),
        new Set(['authenticator null', 'passkey null', 'synced_passkey My laptop']),
      )
      assert.equal((await listNotices(hub)).filter(({ kind }) => kind === 'passkey_added').length, 2)
    })

    it('asks for a passkey that finds the account by itself and verifies its owner, and for none twice', async () => {
      await using hub = await openHubWithPasskey(database)

      const options = await beginAddingPasskey(hub, { account: hub.account, session, hubName: 'IT Complete' })

      assert.deepEqual(options.rp, { name: 'IT Complete', id: 'localhost' })
      assert.equal(options.attestation, 'none')
      assert.equal(options.authenticatorSelection?.residentKey, 'required')
      assert.equal(options.authenticatorSelection.userVerification, 'required')
      assert.equal(Buffer.from(options.user.id, 'base64url').toString(), hub.account.id)
      assert.equal(options.excludeCredentials?.length, 1)
    })

    it('refuses what another page, site or session had made, and what verified no one', async () => {
      await using hub = await openHubWithPasskey(database)
      const { account, origin } = hub
      const lies: Tampering[] = [
        { origin: 'http://localhost:9999' },
        { origin: 'https://evil.example' },
        { rpId: 'evil.example' },
        { challenge: randomBytes(32).toString('base64url') },
        { userVerified: false },
      ]
      for (const lie of lies) {
        await assert.rejects(register(hub, account, testAuthenticator({ origin }), { lie }), refused('passkey_invalid'))
      }
      const options = await beginAddingPasskey(hub, { account, session, hubName: 'IT Complete' })
      const answer = testAuthenticator({ origin }).create(options)
      const elsewhere = { account: account.id, provenAt: hub.now(), session: 'another', answer, name: '' }
      await assert.rejects(addPasskey(hub, elsewhere), refused('passkey_invalid'))

      assert.equal((await listFactors(hub, account.id)).length, 2)
    })

    it('takes a challenge once, in its time, and only from who speaks the language', async () => {
      await using hub = await openHubWithPasskey(database)
      const { account, origin } = hub
      const request = { account: account.id, session, name: '' }
      const add = (answer: string) => addPasskey(hub, { ...request, provenAt: hub.now(), answer })
      const begin = () => beginAddingPasskey(hub, { account, session, hubName: 'IT Complete' })
      const options = await begin()
      await add(testAuthenticator({ origin }).create(options))

      const again = testAuthenticator({ origin }).create(options)
      await assert.rejects(add(again), refused('passkey_invalid'))
      const late = testAuthenticator({ origin }).create(await begin())
      hub.pass(hub.config.lifetimes.interaction)
      await assert.rejects(add(late), refused('passkey_invalid'))
      for (const answer of ['', '{', 'null', '[]', '{"id":1}', '{"id":"AA","rawId":"AA","type":"public-key"}']) {
        await begin()
        await assert.rejects(add(answer), refused('passkey_invalid'))
      }
    })

    it('refuses a passkey that a person has', async () => {
      await using hub = await openHubWithPasskey(database)
      const { account: other } = await addPerson(hub, hub.alder, 'other')

      await assert.rejects(register(hub, other, hub.authenticator), refused('passkey_taken'))
    })

    it('stops at ten factors', async () => {
      await using hub = await openHubWithPasskey(database)
      const { account, origin } = hub
      for (let count = 2; count < 10; count++) await register(hub, account, testAuthenticator({ origin }))

      await assert.rejects(register(hub, account, testAuthenticator({ origin })), refused('too_many_factors'))
    })
  })

  describe(`finishAssertion on ${database.name}`, () => {
    it('says whose passkey it is, and that it was used', async () => {
      await using hub = await openHubWithPasskey(database)

      const answer = hub.authenticator.get(await hub.begin())
      const { account, isSynced } = await hub.finish(answer)

      assert.deepEqual([account, isSynced], [hub.account.id, false])
      assert.equal(await countUses(hub, account), 1)
    })

    it('counts an answer once, also where it is sent twice at once (T33)', async () => {
      await using hub = await openHubWithPasskey(database)
      const answer = hub.authenticator.get(await hub.begin())
      const other = await hub.second()

      const outcomes = await Promise.allSettled([hub.finish(answer), hub.finish(answer, 'one', null, other)])

      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
      await assert.rejects(hub.finish(answer), refused('passkey_invalid'))
      await hub.begin()
      await assert.rejects(hub.finish(answer), refused('passkey_invalid'))
    })

    it('refuses an answer to another login, or one that comes too late', async () => {
      await using hub = await openHubWithPasskey(database)
      const answer = hub.authenticator.get(await hub.begin('one'))
      await hub.begin('two')

      await assert.rejects(hub.finish(answer, 'two'), refused('passkey_invalid'))
      await assert.rejects(hub.finish(answer, 'three'), refused('passkey_invalid'))
      hub.pass(hub.config.lifetimes.interaction)
      await assert.rejects(hub.finish(answer, 'one'), refused('passkey_invalid'))
      await pruneChallenges(hub)
    })

    it('refuses what was signed for another page or site, without its owner, or by another key', async () => {
      await using hub = await openHubWithPasskey(database)
      const lies: Tampering[] = [
        { origin: 'http://localhost:9999' },
        { rpId: 'evil.example' },
        { challenge: randomBytes(32).toString('base64url') },
        { userVerified: false },
        { userHandle: 'acc_0123456789abcdefghijkl' },
        { userHandle: '' },
        { signature: randomBytes(70) },
      ]
      for (const lie of lies) {
        const answer = hub.authenticator.get(await hub.begin(), lie)
        await assert.rejects(hub.finish(answer), refused('passkey_invalid'), JSON.stringify(lie))
      }
      const stranger = testAuthenticator({ origin: hub.origin })
      const unknown = stranger.get(await hub.begin(), { userHandle: hub.account.id })
      await assert.rejects(hub.finish(unknown), refused('passkey_invalid'))
      for (const answer of ['', 'null', '{"id":"?"}']) {
        await hub.begin()
        await assert.rejects(hub.finish(answer), refused('passkey_invalid'))
      }
      assert.equal(await countUses(hub, hub.account.id), 0)
    })

    it("refuses another account's passkey after a person's password", async () => {
      await using hub = await openHubWithPasskey(database)
      const { account: victim } = await addPerson(hub, hub.alder, 'victim')
      await register(hub, victim, testAuthenticator({ origin: hub.origin }))

      for (const userHandle of [victim.id, hub.account.id, '']) {
        const answer = hub.authenticator.get(await hub.begin('one', victim.id), { userHandle })
        await assert.rejects(hub.finish(answer, 'one', victim.id), refused('passkey_invalid'), userHandle)
      }
    })

    it("takes a person's own passkey after their password, unless it says that it is another's", async () => {
      await using hub = await openHubWithPasskey(database)
      const own = hub.account.id
      const sign = async (userHandle: string) =>
        hub.finish(hub.authenticator.get(await hub.begin('one', own), { userHandle }), 'one', own)

      for (const userHandle of ['', own]) assert.equal((await sign(userHandle)).account, own)
      await assert.rejects(sign('acc_0123456789abcdefghijkl'), refused('passkey_invalid'))
    })

    it('refuses a counter that goes back or stands still: the key was copied', async () => {
      await using hub = await openHubWithPasskey(database, { counts: true })
      const sign = async (counter: number) => hub.finish(hub.authenticator.get(await hub.begin(), { counter }))
      await sign(7)

      for (const counter of [6, 7, 0]) await assert.rejects(sign(counter), refused('passkey_invalid'))
      await sign(8)
    })

    it('takes a lower counter of a passkey that is synced, and notes it; of any other one it says what to do (FS8)', async () => {
      await using hub = await openHubWithPasskey(database, { counts: true, synced: true })
      await using alone = await openHubWithPasskey(database, { counts: true })
      const sign = async (lie: Tampering) => hub.finish(hub.authenticator.get(await hub.begin(), lie))
      await sign({ counter: 7 })

      for (const counter of [3, 3, 0, 1]) assert.equal((await sign({ counter })).account, hub.account.id)
      for (const lie of [{ backedUp: false }, { synced: false }, { synced: false, backedUp: true }])
        await assert.rejects(sign({ counter: 1, ...lie }), refused('passkey_invalid'), JSON.stringify(lie))

      await assert.rejects(sign({ counter: 1, signature: randomBytes(70) }), refused('passkey_invalid'))
      const fell = hub.logged.filter(({ event }) => event === 'passkey_counter_fell')
      assert.deepEqual(
        fell.map(({ counter }) => counter),
        [
          { before: 7, now: 3 },
          { before: 3, now: 3 },
          { before: 3, now: 0 },
        ],
      )
      const answer = alone.authenticator.get(await alone.begin(), { counter: 1 })
      const refusal: unknown = await alone.finish(answer).catch((error: unknown) => error)
      assert.ok(refusal instanceof Refusal)
      assert.match(wordRefusal(refusal, { name: 'IT Complete' }).next ?? '', /remove this passkey/)
    })

    it('takes no lower counter of a copy that says it is synced, where the passkey was not made so (FS8)', async () => {
      await using hub = await openHubWithPasskey(database, { counts: true })
      const sign = async (lie: Tampering) => hub.finish(hub.authenticator.get(await hub.begin(), lie))
      await sign({ counter: 7 })

      await assert.rejects(sign({ counter: 3, synced: true }), refused('passkey_invalid'))
      await sign({ counter: 8 })
    })
  })
}
