import assert from 'node:assert/strict'
import { createPrivateKey, sign } from 'node:crypto'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openTestHub, operator, type TestHub } from '../../../testing.ts'
import { DAY, HOUR } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { keepSigningKeys } from './keep-signing-keys.ts'
import { listPrivateKeys, listSigningKeys } from './list-signing-keys.ts'
import { replaceSigningKeys } from './replace-signing-keys.ts'
import { makeKey } from './make-key.ts'
import { rotateSigningKeys } from './rotate-signing-keys.ts'

/** The states of the keys of one algorithm, those that sign first. */
async function statesOf(hub: Pick<Hub, 'db'>, alg = 'ES256'): Promise<readonly string[]> {
  return (await listSigningKeys(hub)).filter((key) => key.alg === alg).map(({ state }) => state)
}

async function currentKid(hub: Pick<Hub, 'db'>): Promise<string | undefined> {
  return (await listSigningKeys(hub)).find(({ alg, state }) => alg === 'ES256' && state === 'current')?.kid
}

/** Two nodes do it at the same moment. */
async function onBoth(hub: TestHub, work: (hub: Hub) => Promise<unknown>): Promise<void> {
  await Promise.all([hub, await hub.second()].map(work))
}

for (const database of databases) {
  describe(`signing keys on ${database.name}`, () => {
    it('are made once, however many nodes start at the same time, and kept sealed', async () => {
      await using hub = await openTestHub(database)

      await onBoth(hub, keepSigningKeys)

      const keys = await listPrivateKeys(hub)
      assert.deepEqual(
        keys.map(({ alg, state }) => [alg, state]),
        [
          ['ES256', 'current'],
          ['RS256', 'current'],
        ],
      )
      const rows = JSON.stringify(await hub.db.selectFrom('signing_keys').selectAll().execute())
      for (const { jwk } of keys) {
        assert.ok(sign('sha256', Buffer.from('text'), createPrivateKey({ key: jwk, format: 'jwk' })).length > 0)
        assert.ok(!rows.includes(String(jwk.d)))
      }
    })

    it('are followed by others that are published a lead before they sign, and gone an overlap after', async () => {
      await using hub = await openTestHub(database)
      await keepSigningKeys(hub)
      const first = await currentKid(hub)

      hub.pass(89 * DAY - 1)
      await onBoth(hub, keepSigningKeys)
      assert.deepEqual(await statesOf(hub), ['current'])

      hub.pass(1)
      await onBoth(hub, keepSigningKeys)
      assert.deepEqual(await statesOf(hub), ['current', 'next'])

      hub.pass(DAY - 1)
      await onBoth(hub, keepSigningKeys)
      assert.equal(await currentKid(hub), first)

      hub.pass(1)
      await onBoth(hub, keepSigningKeys)
      assert.deepEqual(await statesOf(hub), ['current', 'retired'])
      assert.notEqual(await currentKid(hub), first)

      hub.pass(DAY)
      await onBoth(hub, keepSigningKeys)
      assert.deepEqual(await statesOf(hub), ['current'])
      assert.deepEqual(await statesOf(hub, 'RS256'), ['current'])
    })

    it('are recorded once, by whatever way they were rotated', async () => {
      await using hub = await openTestHub(database)
      await keepSigningKeys(hub)
      hub.pass(1)
      await onBoth(hub, (hub) => rotateSigningKeys(hub, { by: operator }))
      hub.pass(DAY)
      await onBoth(hub, keepSigningKeys)
      hub.pass(DAY)
      await onBoth(hub, keepSigningKeys)

      const acts = await hub.db.selectFrom('audit').select(['action', 'actor']).orderBy('at').execute()

      assert.deepEqual(
        acts.map(({ action, actor }) => `${action} ${actor}`),
        [
          ...Array<string>(2).fill('signing_key.activate hub'),
          ...Array<string>(2).fill('signing_key.publish operator:test'),
          ...Array<string>(2).fill('signing_key.activate hub'),
          ...Array<string>(2).fill('signing_key.remove hub'),
        ],
      )
    })

    it('give way at once where they may have been stolen, published successors too', async () => {
      await using hub = await openTestHub(database)
      await keepSigningKeys(hub)
      await rotateSigningKeys(hub, { by: operator })
      const before = await listSigningKeys(hub)

      await onBoth(hub, (hub) => replaceSigningKeys(hub, { by: operator }))

      const after = await listSigningKeys(hub)
      assert.deepEqual(await statesOf(hub), ['current'])
      assert.deepEqual(await statesOf(hub, 'RS256'), ['current'])
      assert.equal(after.filter(({ kid }) => before.some((old) => old.kid === kid)).length, 0)
      const acts = await hub.db.selectFrom('audit').selectAll().where('action', '=', 'signing_key.activate').execute()
      for (const { kid } of after) assert.equal(acts.filter(({ subject }) => subject === kid).length, 1)
    })
  })
}

describe('makeKey', () => {
  it('makes a key of the kind that its algorithm takes', async () => {
    const [curve, factors] = [await makeKey('ES256'), await makeKey('RS256')]

    assert.deepEqual([curve['crv'], factors['kty']], ['P-256', 'RSA'])
  })
})

describe('rotateSigningKeys', () => {
  it('publishes a successor, and lets it sign only after its lead, however often it is called', async () => {
    await using hub = await openTestHub()
    await keepSigningKeys(hub)
    const first = await currentKid(hub)
    await rotateSigningKeys(hub, { by: operator })
    hub.pass(23 * HOUR)
    await rotateSigningKeys(hub, { by: operator })
    assert.equal(await currentKid(hub), first)
    assert.deepEqual(await statesOf(hub), ['current', 'next'])

    hub.pass(HOUR)
    await rotateSigningKeys(hub, { by: operator })

    assert.deepEqual(await statesOf(hub), ['current', 'retired'])
    assert.notEqual(await currentKid(hub), first)
  })
})
