import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, aLinkRequest, openPeopledHub, psa, psaUk, psaUs } from '../../../testing.ts'
import { listActs } from '../../records/audit/list-acts.ts'
import { MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId } from '../../ids.ts'
import { listOrganizationModuleUrls } from '../module-urls/module-urls.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { approveTenantLink } from './approve-tenant-link.ts'
import { confirmTenantLink } from './confirm-tenant-link.ts'
import { endTenantLink } from './end-tenant-link.ts'
import { answerLink } from './link-answer.ts'
import type { TenantLinkRequest } from './tenant-link.ts'

const approve = (hub: Hub, request: TenantLinkRequest, { id: approvedBy }: { readonly id: MemberId }) =>
  approveTenantLink(hub, { request, approvedBy, linksUser: false, sessionUid: null })

for (const database of databases) {
  describe(`confirmTenantLink on ${database.name}`, () => {
    it('makes an approved link active and leads the launcher to the tenant, and tells the masters (A11, T46)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUk, 'bramble')
      await approve(hub, request, hub.alderMaster)

      const answer = await confirmTenantLink(hub, request)

      assert.deepEqual(answer, {
        id: request.id,
        state: 'active',
        reason: null,
        organization: hub.alder,
        moduleUrl: psaUk,
        endSession: null,
      })
      assert.equal((await listOrganizationModuleUrls(hub, hub.alder)).get(psa), psaUk)
      const [notice] = await listNotices(hub)
      assert.equal(notice?.kind, 'tenant_linked')
      assert.equal(notice?.recipient, 'master@alder.example')
    })

    it('answers the state and changes nothing when it is repeated, also at once (HUB_ANSWERS_STATE)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)
      const nodes = [hub, await hub.second(), await hub.second()]

      const answers = await Promise.all(nodes.map((node) => confirmTenantLink(node, request)))
      hub.pass(20 * MINUTE)
      const late = await confirmTenantLink(hub, request)

      assert.deepEqual(
        [...answers, late].map(({ state }) => state),
        ['active', 'active', 'active', 'active'],
      )
      const acts = (await listActs(hub, request.auditId)).map(({ action }) => action)
      assert.deepEqual(acts.filter((action) => action === 'tenant_link.confirm').length, 1)
    })

    it('ends an approval whose time is over, and never revives it (HUB_CONFIRM_CAS)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)
      hub.pass(10 * MINUTE)

      const answer = await confirmTenantLink(hub, request)

      assert.equal(answer.state, 'ended')
      assert.equal(answer.reason, 'lapsed')
      assert.equal((await confirmTenantLink(hub, request)).state, 'ended')
    })

    it('ends the approval of a person who is no longer a master (HUB_RECHECKS_MASTER, T4, F12)', async () => {
      await using hub = await openPeopledHub(database)
      const { member: second } = await addPerson(hub, hub.alder, 'second', 'master')
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, second)
      // As a node of the version before does it, which leaves approvals to this.
      await hub.db.updateTable('members').set({ role: 'member' }).where('id', '=', second.id).execute()

      const answer = await confirmTenantLink(hub, request)

      assert.equal(answer.state, 'ended')
      assert.equal(answer.reason, 'approver_not_master')
    })

    it('is for the deployment of the link alone; to another one the id has ended (CONFIRM_BY_CLIENT)', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, hub.alderMaster)

      for (const ask of [confirmTenantLink, endTenantLink]) {
        const answer = await ask(hub, { ...request, deployment: psaUk })
        assert.equal(answer.state, 'ended')
        assert.equal(answer.organization, null)
      }

      assert.equal((await answerLink(hub, request)).state, 'approved')
    })

    it('says of an unknown id that it has ended, and keeps no record of it', async () => {
      await using hub = await openPeopledHub(database)
      const request = aLinkRequest(psaUs, 'alder')

      assert.equal((await confirmTenantLink(hub, request)).state, 'ended')

      assert.equal((await approve(hub, request, hub.alderMaster)).state, 'approved')
    })
  })
}
