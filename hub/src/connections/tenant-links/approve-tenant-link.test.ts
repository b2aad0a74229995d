import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import {
  asPerson,
  addPerson,
  aLinkRequest,
  openPeopledHub,
  overlap,
  operator,
  psa,
  psaUk,
  psaUs,
  rmmUs,
} from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { isLinkId } from '../../ids.ts'
import { deactivateMember } from '../rights/change-status.ts'
import { makeMember } from '../rights/change-role.ts'
import type { ActiveMember } from '../../people/members/member.ts'
import { setOrganizationModuleUrl } from '../module-urls/set-organization-module-url.ts'
import { Refusal } from '../../refusal.ts'
import { approveTenantLink } from './approve-tenant-link.ts'
import { confirmTenantLink } from './confirm-tenant-link.ts'
import { describeTenantLink } from './describe-tenant-link.ts'
import { endTenantLink } from './end-tenant-link.ts'
import { findTenantLink } from './find-links.ts'
import type { TenantLinkRequest } from './tenant-link.ts'

const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code

function approve(hub: Parameters<typeof approveTenantLink>[0], request: TenantLinkRequest, by: ActiveMember) {
  return approveTenantLink(hub, { request, approvedBy: by.id, linksUser: false, sessionUid: null })
}

for (const database of databases) {
  describe(`approveTenantLink on ${database.name}`, () => {
    it('gives an organization to exactly one of fifty tenants approved at once (A12, T5)', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster, alder } = hub
      const nodes = [hub, await hub.second(), await hub.second()]
      const requests = Array.from({ length: 50 }, (_, index) => aLinkRequest(index % 2 ? psaUs : psaUk, `t${index}`))

      const outcomes = await Promise.allSettled(
        requests.map((request, index) => approve(nodes[index % nodes.length] ?? hub, request, alderMaster)),
      )

      const won = outcomes.filter((outcome) => outcome.status === 'fulfilled')
      const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
      assert.equal(won.length, 1)
      assert.deepEqual(
        lost.filter(({ reason }) => !refusal('organization_already_linked')(reason)),
        [],
      )
      const rows = await hub.db.selectFrom('tenant_links').selectAll().where('organization', '=', alder).execute()
      assert.deepEqual(
        rows.map(({ id, state }) => ({ id, state })),
        [{ id: won[0]?.value.id, state: 'approved' }],
      )
    })

    it('gives a tenant to exactly one of two organizations that approve at once (T5)', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster, birchMaster } = hub
      const other = await hub.second()

      const outcomes = await Promise.allSettled([
        approve(hub, aLinkRequest(psaUs, 'aspen'), alderMaster),
        approve(other, aLinkRequest(psaUs, 'aspen'), birchMaster),
      ])

      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
      const lost = outcomes.find((outcome) => outcome.status === 'rejected')
      assert.ok(refusal('tenant_already_linked')(lost?.reason))
    })

    it('answers the same when Connect is pressed twice, also at once', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      const request = aLinkRequest(psaUs, 'alder')

      const second = await overlap(
        hub,
        (node) => approve(node, request, alderMaster),
        (node) => approve(node, request, alderMaster),
      )

      assert.deepEqual(await findTenantLink(hub, request.id), second)
      assert.deepEqual(await approve(hub, request, alderMaster), second)
    })

    it('answers the same to every press while the first is being answered', async () => {
      await using hub = await openPeopledHub(database)
      const nodes = [hub, await hub.second(), await hub.second()]
      for (let round = 0; round < 5; round++) {
        const request = aLinkRequest(psaUs, 'alder')
        // Each begins one exchange with the database later than the one before, so that all moments are met.
        const press = async (delay: number) => {
          const node = nodes[delay % nodes.length] ?? hub
          for (let exchange = 0; exchange < delay; exchange++) await findTenantLink(node, request.id)
          return approve(node, request, hub.alderMaster)
        }

        const answers = await Promise.all(Array.from({ length: 9 }, (_, delay) => press(delay)))

        for (const answer of answers) assert.deepEqual(answer, answers[0])
      }
    })

    it('lets the same pair begin again, and the older approval ends', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      const first = await approve(hub, aLinkRequest(psaUs, 'alder'), alderMaster)

      const second = await approve(hub, aLinkRequest(psaUs, 'alder'), alderMaster)

      const older = await findTenantLink(hub, first.id)
      assert.equal(older?.state === 'ended' && older.endReason, 'superseded')
      assert.equal(second.state, 'approved')
      await assert.rejects(
        approve(hub, aLinkRequest(psaUk, 'bramble'), alderMaster),
        refusal('organization_already_linked'),
      )
    })

    it('keeps an active link against an approval for the same pair (HUB_KEEPS_ACTIVE)', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, alderMaster)
      await confirmTenantLink(hub, request)

      await assert.rejects(approve(hub, aLinkRequest(psaUs, 'alder'), alderMaster), refusal('tenant_already_linked'))

      assert.equal((await findTenantLink(hub, request.id))?.state, 'active')
    })

    it('never approves an id a second time, however it ended (HUB_TOMBSTONE, F4)', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      const lapsed = aLinkRequest(psaUs, 'alder')
      await approve(hub, lapsed, alderMaster)
      hub.pass(11 * MINUTE)
      await assert.rejects(approve(hub, lapsed, alderMaster), refusal('attempt_invalid'))
      const ended = aLinkRequest(psaUs, 'alder')
      await endTenantLink(hub, ended)
      await assert.rejects(approve(hub, ended, alderMaster), refusal('attempt_invalid'))
      const active = aLinkRequest(psaUs, 'alder')
      await approve(hub, active, alderMaster)
      await confirmTenantLink(hub, active)
      await assert.rejects(approve(hub, active, alderMaster), refusal('attempt_invalid'))
    })

    it('gives way when an approval of another tenant has lapsed', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      await approve(hub, aLinkRequest(psaUk, 'bramble'), alderMaster)
      hub.pass(10 * MINUTE)

      const approved = await approve(hub, aLinkRequest(psaUs, 'alder'), alderMaster)

      assert.equal(approved.state, 'approved')
    })

    it('lets an organization connect one tenant of each module', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      await approve(hub, aLinkRequest(psaUs, 'alder'), alderMaster)

      assert.equal((await approve(hub, aLinkRequest(rmmUs, 'alder'), alderMaster)).module, 'rmm')
    })

    it('and a demotion at once: the approval counts before it, or is refused after it (T4)', async () => {
      await using hub = await openPeopledHub(database)
      const { member: second } = await addPerson(hub, hub.alder, 'second', 'master')
      const approving = overlap(
        hub,
        (node) => makeMember(node, { member: second.id, by: operator }),
        (node) => approve(node, aLinkRequest(psaUs, 'alder'), second),
      )

      await assert.rejects(approving, refusal('not_a_master'))
    })

    it('refuses everyone who is no active master of the organization (A4, T4)', async () => {
      await using hub = await openPeopledHub(database)
      const { alder, alderMaster } = hub
      const { member: tech } = await addPerson(hub, alder, 'tech')
      const { member: second } = await addPerson(hub, alder, 'second', 'master')
      await assert.rejects(approve(hub, aLinkRequest(psaUs, 'alder'), tech), refusal('not_a_master'))
      await makeMember(hub, { member: second.id, by: operator })
      await assert.rejects(approve(hub, aLinkRequest(psaUs, 'alder'), second), refusal('not_a_master'))
      await deactivateMember(hub, { member: second.id, by: asPerson(hub, alderMaster.id) })
      await assert.rejects(approve(hub, aLinkRequest(psaUs, 'alder'), second), refusal('member_inactive'))
    })
  })

  describe(`describeTenantLink on ${database.name}`, () => {
    it('names both sides and the module URL that changes (A9, A11)', async () => {
      await using hub = await openPeopledHub(database)
      const { alder, alderMaster, alderMasterAccount } = hub
      const by = operator
      await setOrganizationModuleUrl(hub, { organization: alder, module: psa, deployment: psaUk, by })

      const described = await describeTenantLink(hub, { request: aLinkRequest(psaUs, 'aspen'), member: alderMaster.id })

      assert.equal(described.organization.name, 'alder MSP')
      assert.equal(described.tenant.name, 'aspen company')
      assert.equal(described.module.name, 'PSA')
      assert.deepEqual(described.account, alderMasterAccount)
      assert.deepEqual(described.moduleUrlChange, { from: psaUk, to: psaUs })
      assert.equal(described.refusal, null)
    })

    it('says to a master which tenant holds the organization, where and since when (A12)', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      const holder = aLinkRequest(psaUk, 'bramble')
      await approve(hub, holder, alderMaster)
      await confirmTenantLink(hub, holder)
      const since = hub.now()
      hub.pass(MINUTE)

      const { refusal } = await describeTenantLink(hub, {
        request: aLinkRequest(psaUs, 'aspen'),
        member: alderMaster.id,
      })

      assert.equal(refusal?.code, 'organization_already_linked')
      assert.deepEqual(refusal?.details, {
        organization: 'alder MSP',
        module: 'PSA',
        tenant: 'bramble company',
        tenantId: 'bramble',
        region: 'uk',
        origin: hub.config.origins[psaUk],
        since,
        link: holder.id,
      })
      assert.ok(isLinkId(holder.id))
    })

    it('names the partner of a tenant that is connected to another organization', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster, birchMaster } = hub
      await approve(hub, aLinkRequest(psaUs, 'aspen'), birchMaster)

      const { refusal } = await describeTenantLink(hub, {
        request: aLinkRequest(psaUs, 'aspen'),
        member: alderMaster.id,
      })

      assert.equal(refusal?.code, 'tenant_already_linked')
      assert.equal(refusal?.details['organization'], 'birch MSP')
    })

    it('shows no obstacle while the same attempt stands approved, and one once its id has ended', async () => {
      await using hub = await openPeopledHub(database)
      const { alderMaster } = hub
      const request = aLinkRequest(psaUs, 'alder')
      await approve(hub, request, alderMaster)
      assert.equal((await describeTenantLink(hub, { request, member: alderMaster.id })).refusal, null)

      await endTenantLink(hub, request)

      const { refusal } = await describeTenantLink(hub, { request, member: alderMaster.id })
      assert.equal(refusal?.code, 'attempt_invalid')
    })

    it('tells a member who is no master so, by name (A4)', async () => {
      await using hub = await openPeopledHub(database)
      const { alder } = hub
      const { member } = await addPerson(hub, alder, 'tech')

      const { refusal } = await describeTenantLink(hub, { request: aLinkRequest(psaUs, 'aspen'), member: member.id })

      assert.equal(refusal?.code, 'not_a_master')
      assert.equal(refusal?.details['account'], 'tech@alder.example')
    })
  })
}
