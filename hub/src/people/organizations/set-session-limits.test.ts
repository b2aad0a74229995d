import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asPerson, addPerson, openPeopledHub, operator, refused } from '../../../testing.ts'
import { HOUR, MINUTE } from '../../clock.ts'
import { getOrganization } from './find-organization.ts'
import { setSessionLimits } from './set-session-limits.ts'

for (const database of databases) {
  describe(`setSessionLimits on ${database.name}`, () => {
    it('keeps what a master, or the operator, chooses, and who chose it (A1)', async () => {
      await using hub = await openPeopledHub(database)
      const { alder: organization } = hub
      const by = asPerson(hub, hub.alderMaster.id)

      await setSessionLimits(hub, { organization, total: 8 * HOUR, idle: 30 * MINUTE, by })
      await setSessionLimits(hub, { organization, total: 8 * HOUR, idle: 30 * MINUTE, by })
      const chosen = (await getOrganization(hub, organization)).sessionLimits
      assert.deepEqual((await getOrganization(hub, hub.birch)).sessionLimits, { total: null, idle: null })
      await setSessionLimits(hub, { organization, total: null, idle: null, by: operator })

      assert.deepEqual(chosen, { total: 8 * HOUR, idle: 30 * MINUTE })
      assert.deepEqual((await getOrganization(hub, organization)).sessionLimits, { total: null, idle: null })
      assert.deepEqual((await getOrganization(hub, hub.birch)).sessionLimits, { total: null, idle: null })
      const acts = hub.db.selectFrom('audit').where('action', '=', 'organization.set_session_limits')
      const actors = await acts.select('actor').orderBy('at').execute()
      assert.deepEqual(actors.map(({ actor }) => actor).toSorted(), [by.actor, operator].toSorted())
    })

    it('keeps within the bounds of the configuration (A1)', async () => {
      await using hub = await openPeopledHub(database)
      const { alder: organization } = hub
      const set = (total: number | null, idle: number | null) =>
        setSessionLimits(hub, { organization, total, idle, by: operator })

      for (const total of [HOUR - 1, 12 * HOUR + 1, 0, -HOUR, Number.NaN, HOUR + 0.5, Infinity])
        await assert.rejects(set(total, null), refused('session_limit_invalid'), String(total))
      for (const idle of [15 * MINUTE - 1, 4 * HOUR + 1])
        await assert.rejects(set(null, idle), refused('session_limit_invalid'), String(idle))
      assert.deepEqual((await getOrganization(hub, organization)).sessionLimits, { total: null, idle: null })
      for (const [total, idle] of [
        [HOUR, 15 * MINUTE],
        [12 * HOUR, 15 * MINUTE],
        [12 * HOUR, 4 * HOUR],
      ] as const) {
        await set(total, idle)
        assert.deepEqual((await getOrganization(hub, organization)).sessionLimits, { total, idle })
      }
    })

    it('is for masters of the organization', async () => {
      await using hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')

      for (const by of [tech.id, hub.birchMaster.id]) {
        const change = { organization: hub.alder, total: HOUR, idle: null, by: asPerson(hub, by) }
        await assert.rejects(setSessionLimits(hub, change), refused('not_a_master'))
      }
    })
  })
}
