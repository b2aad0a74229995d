import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, operator, refused } from '../../../testing.ts'
import { HOUR, MINUTE } from '../../clock.ts'
import type { ModuleId, OrganizationId } from '../../ids.ts'
import { addSubscription } from './add-subscription.ts'
import { createOrganization } from './create-organization.ts'
import { getOrganization, listOrganizations } from './find-organization.ts'
import * as organizations from './organizations-store.ts'
import { renameOrganization } from './rename-organization.ts'
import { setSuspended } from './set-suspended.ts'

const by = operator as `operator:${string}`

for (const database of databases) {
  describe(`organizations side by side on ${database.name}`, () => {
    async function open() {
      const hub = await openPeopledHub(database)
      const acts = async (action: string) => {
        const written = hub.db.selectFrom('audit').select('organization').where('action', '=', action)
        const rows = await written.orderBy('organization').execute()
        return rows.map(({ organization }) => organization)
      }
      return { ...hub, acts }
    }

    it('are created once each, by ids and names that can be shown (A5)', async () => {
      await using hub = await open()
      const create = (id: string, name = 'Cedar') => createOrganization(hub, { id, name, by })
      const before = await hub.acts('organization.create')

      const created = await create('cedar', ' Cedar ')

      assert.deepEqual(await getOrganization(hub, created.id), created)
      assert.equal(created.name, 'Cedar')
      await assert.rejects(create('cedar', 'Another'), refused('organization_invalid'))
      await assert.rejects(create('Not An Id'), refused('organization_invalid'))
      await assert.rejects(create('elm', ' '), refused('name_invalid'))
      assert.equal((await getOrganization(hub, created.id)).name, 'Cedar')
      assert.deepEqual(await hub.acts('organization.create'), [...before, 'cedar'])
      assert.deepEqual(
        (await listOrganizations(hub)).map(({ id }) => id),
        ['alder', 'birch', 'cedar'],
      )
      assert.deepEqual(await listOrganizations(hub, ['cedar' as OrganizationId]), [created])
      assert.deepEqual(await listOrganizations(hub, []), [])
    })

    it('are renamed one by one, and by another name alone (A25)', async () => {
      await using hub = await open()
      const rename = (organization: OrganizationId, name: string) => renameOrganization(hub, { organization, name, by })
      const { name: ofBirch } = await getOrganization(hub, hub.birch)

      const renamed = [await rename(hub.alder, ' Alder Group '), await rename(hub.alder, 'Alder Group')]

      assert.deepEqual(
        renamed.map(({ id, name }) => [id, name]),
        [
          [hub.alder, 'Alder Group'],
          [hub.alder, 'Alder Group'],
        ],
      )
      assert.equal((await getOrganization(hub, hub.alder)).name, 'Alder Group')
      assert.equal((await getOrganization(hub, hub.birch)).name, ofBirch)
      assert.deepEqual(await hub.acts('organization.rename'), [hub.alder])
      await assert.rejects(rename('nowhere' as OrganizationId, 'x'), refused('organization_invalid'))
      await assert.rejects(rename(hub.alder, ''), refused('name_invalid'))
    })

    it('are suspended and resumed once, and have limits of their own (A1)', async () => {
      await using hub = await open()
      const suspend = (at: number | null) => organizations.setSuspended(hub.db, hub.alder, at)

      assert.equal(await suspend(null), null)
      assert.equal((await suspend(5))?.suspendedAt, 5)
      assert.equal(await suspend(6), null)
      await organizations.setSessionLimits(hub.db, hub.alder, { total: HOUR, idle: MINUTE })

      const { suspendedAt, sessionLimits } = await getOrganization(hub, hub.alder)
      assert.deepEqual([suspendedAt, sessionLimits], [5, { total: HOUR, idle: MINUTE }])
      const other = await getOrganization(hub, hub.birch)
      assert.deepEqual([other.suspendedAt, other.sessionLimits], [null, { total: null, idle: null }])
      assert.equal((await suspend(null))?.suspendedAt, null)
      await assert.rejects(setSuspended(hub, 'nowhere' as OrganizationId, true), refused('organization_invalid'))
    })

    it('use a module from the first time on that the operator lets them', async () => {
      await using hub = await open()
      const { id: organization } = await createOrganization(hub, { id: 'cedar', name: 'Cedar', by })
      const { id: module } = await hub.db.selectFrom('modules').select('id').executeTakeFirstOrThrow()
      const add = (change: object = {}) => addSubscription(hub, { organization, module, by, ...change })
      const at = hub.now()

      const first = await add()
      hub.pass(HOUR)
      const again = await add()

      assert.deepEqual([first, again], [null, at])
      assert.deepEqual(
        (await hub.acts('subscription.add')).filter((id) => id === organization),
        [organization],
      )
      await assert.rejects(add({ organization: 'nowhere' }), refused('organization_invalid'))
      await assert.rejects(add({ module: 'nothing' as ModuleId }), refused('module_url_invalid'))
    })
  })
}
