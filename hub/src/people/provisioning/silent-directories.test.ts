import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, operator } from '../../../testing.ts'
import { DAY } from '../../clock.ts'
import { resumeOrganization, suspendOrganization } from '../../connections/rights/suspend-organization.ts'
import { alarmSilentDirectories } from './alarm-silent-directories.ts'
import { createToken } from './create-token.ts'
import { endToken } from './end-token.ts'
import { findToken } from './find-token.ts'
import { listDirectories } from './list-directories.ts'

const by = operator as `operator:${string}`

for (const database of databases) {
  describe(`a directory that falls silent, on ${database.name}`, () => {
    it('is shown with its last request, and raises an alarm until it speaks or its token ends (FE2)', async () => {
      await using hub = await openPeopledHub(database)
      const { token, secret } = await createToken(hub, { organization: hub.alder, name: 'HR', by })
      const isSilent = async () => (await listDirectories(hub, hub.alder)).map((directory) => directory.isSilent)
      const alarms = async () => {
        const before = hub.logged.length
        await alarmSilentDirectories(hub)
        return hub.logged.slice(before).map(({ event, directory }) => [event, directory])
      }
      const alarm = [['directory_silent', 'HR']]

      hub.pass(7 * DAY - 1)
      assert.deepEqual([await isSilent(), await alarms()], [[false], []])
      hub.pass(1)
      assert.deepEqual([await isSilent(), await alarms()], [[true], alarm])

      await findToken(hub, secret)
      assert.deepEqual([await isSilent(), await alarms()], [[false], []])
      hub.pass(7 * DAY)
      assert.deepEqual([await isSilent(), await alarms()], [[true], alarm])

      await suspendOrganization(hub, { organization: hub.alder, by })
      assert.deepEqual(await alarms(), [])
      await resumeOrganization(hub, { organization: hub.alder, by })
      assert.deepEqual(await alarms(), alarm)
      await endToken(hub, { organization: hub.alder, token: token.id, by })
      assert.deepEqual([await isSilent(), await alarms()], [[], []])
    })
  })
}
