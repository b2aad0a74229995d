import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { explore } from './explore.ts'
import { openWorld, type WorldName, worlds } from './worlds.ts'

/**
 * States, transitions and depth: the same numbers as another implementation of this model, in C, finds. It does not
 * know MASTER_ENDS_APPROVALS and RIGHT_ENDS_PENDING, so that its counterpart is the version before where roles change, and
 * it loses no rows.
 */
const sizes: Partial<Record<WorldName, readonly [number, number, number]>> = {
  'three tenants': [1_072_758, 3_864_316, 27],
  'roles that change': [424_866, 3_411_520, 24],
  'roles that change, as before': [551_552, 4_643_808, 24],
  'people in two deployments': [479_107, 2_317_724, 24],
  'a member who comes and goes': [1_247_688, 6_388_272, 31],
  'a hub that loses rows': [166_990, 810_976, 22],
  'people at a hub that loses rows': [803_756, 5_035_840, 26],
}

/** States beyond which a world belongs to the long run. */
const LARGE = process.env['LANYARD_LONG_TESTS'] ? Infinity : 500_000

describe('the protocol, in every state of small worlds (S1–S7, S9, C1, C2)', () => {
  for (const [name, [states, transitions, depth]] of Object.entries(sizes)) {
    it(`holds in the world of ${name}`, { skip: states > LARGE }, () => {
      const found = explore(openWorld(worlds[name as WorldName]))

      assert.deepEqual([...found.violations], [])
      assert.ok(found.isComplete)
      assert.deepEqual([found.states, found.transitions, found.depth], [states, transitions, depth])
    })
  }
})
