import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eventually } from '@lanyard/storage/testing'
import { openSettings, switchOn } from '../crashes/ceremonies.ts'
import { type CrashCompany, openCrashWorld } from '../crashes/world.ts'

describe('unlinking at the hub, with a PSA that is another process', () => {
  it('ends the link there while both are up, and after a power cut of the PSA; the company stays connected (T13)', async () => {
    await using world = await openCrashWorld()
    const [one, other] = [await world.company(), await world.company()]
    // The PSA's own round may carry the report that this process's round then leaves to it.
    const isUnlinked = async (company: CrashCompany) => {
      const { product, hub } = await world.linkedAt(company)
      return !product && !hub
    }
    for (const company of [one, other]) {
      await openSettings(company)
      assert.ok(await switchOn(company))
      await world.round()
      assert.deepEqual(await world.linkedAt(company), { product: true, hub: true })
    }

    await world.unlinkAtHub(one)
    await world.round()

    await eventually('the link has ended on both sides', () => isUnlinked(one))
    await world.kill('psa-us')
    await world.unlinkAtHub(other)
    assert.deepEqual(await world.linkedAt(other), { product: true, hub: true })
    await world.restart('psa-us')
    await openSettings(other)
    await world.round()
    await eventually('the link has ended on both sides', () => isUnlinked(other))
    await world.check('are settled')
  })
})
