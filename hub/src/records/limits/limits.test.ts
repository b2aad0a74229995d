import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { forgiveTries, knownBrowser, limitsFor } from '@lanyard/guard'
import { databases } from '@lanyard/storage/testing'
import { openTestHub } from '../../../testing.ts'
import { HOUR, MINUTE, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { Refusal } from '../../refusal.ts'
import { countersOf, pruneTries, takeTry } from './take-try.ts'

async function secondsToWait(hub: Hub, account: string, source: string): Promise<number> {
  try {
    await takeTry(hub, limitsFor('code', account, source))
    return 0
  } catch (error) {
    assert.ok(error instanceof Refusal && error.code === 'too_many_attempts')
    return Number(error.details['seconds'])
  }
}

for (const database of databases) {
  describe(`limits on ${database.name}`, () => {
    it('let tries and forgiveness of one account meet at any moment', async () => {
      await using hub = await openTestHub(database)
      const nodes = [hub, await hub.second(), await hub.second()]

      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, async (_, index) => {
          const node = nodes[index % nodes.length] ?? hub
          const limits = limitsFor('code', 'account', `place-${index}`)
          await takeTry(node, limits)
          if (index % 2) await forgiveTries(countersOf(node), limits)
        }),
      )

      const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      assert.deepEqual(
        failures.filter((reason) => !(reason instanceof Refusal)),
        [],
      )
    })

    it('make one place wait a quarter of an hour at most, and forget after an hour', async () => {
      await using hub = await openTestHub(database)
      let longest = 0
      for (let tries = 0; tries < 40; tries++) {
        const seconds = await secondsToWait(hub, 'account', 'place')
        longest = Math.max(longest, seconds)
        hub.pass(seconds * SECOND)
      }
      assert.equal(longest, (15 * MINUTE) / SECOND)
      hub.pass(2 * HOUR)
      for (let tries = 0; tries < 5; tries++) assert.equal(await secondsToWait(hub, 'account', 'place'), 0)
      assert.equal(await secondsToWait(hub, 'account', 'place'), 1)
    })

    it('make everyone at one account wait a minute at most, so that no one locks its owner out (T34)', async () => {
      await using hub = await openTestHub(database)
      let longest = 0
      for (let tries = 0; tries < 80; tries++) {
        const seconds = await secondsToWait(hub, 'account', `place-${tries}`)
        longest = Math.max(longest, seconds)
        hub.pass(seconds * SECOND)
      }
      assert.equal(longest, MINUTE / SECOND)
    })

    it('hold a browser that the account knows against its own tries alone, and those like anyone’s (T34)', async () => {
      await using hub = await openTestHub(database)
      const device = knownBrowser('hash')
      for (let tries = 0; tries < 120; tries++) await secondsToWait(hub, 'account', 'place')
      for (let tries = 0; tries < 80; tries++) await secondsToWait(hub, 'account', `place-${tries}`)
      assert.notEqual(await secondsToWait(hub, 'account', 'yet another place'), 0)

      for (let tries = 0; tries < 5; tries++) assert.equal(await secondsToWait(hub, 'account', device), 0)
      assert.equal(await secondsToWait(hub, 'account', device), 1)
      await forgiveTries(countersOf(hub), limitsFor('code', 'account', device))
      assert.equal(await secondsToWait(hub, 'account', device), 0)
      assert.notEqual(await secondsToWait(hub, 'account', 'place'), 0)
    })

    it('slow one place that tries many accounts', async () => {
      await using hub = await openTestHub(database)
      for (let tries = 0; tries < 100; tries++) assert.equal(await secondsToWait(hub, `account-${tries}`, 'place'), 0)
      assert.equal(await secondsToWait(hub, 'account-100', 'place'), 1)
      assert.equal(await secondsToWait(hub, 'account-100', 'elsewhere'), 0)
    })

    it('keep no row that no one touched for an hour, and no name in any', async () => {
      await using hub = await openTestHub(database)
      await takeTry(hub, limitsFor('password', 'typed-password', 'place'))
      const rows = await hub.short.selectFrom('tries').selectAll().execute()
      assert.ok(rows.length === 3 && !JSON.stringify(rows).includes('typed-password'))
      await pruneTries(hub)
      assert.equal((await hub.short.selectFrom('tries').selectAll().execute()).length, 3)
      hub.pass(2 * HOUR)
      await pruneTries(hub)
      assert.deepEqual(await hub.short.selectFrom('tries').selectAll().execute(), [])
    })
  })
}
