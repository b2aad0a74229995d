import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import {
  asPerson,
  addPerson,
  aLinkRequest,
  openPeopledHub,
  operator,
  overlap,
  psaUk,
  psaUs,
  rmmUs,
  refused,
  connectTenant,
} from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import { suspendOrganization } from './suspend-organization.ts'
import { approveTenantLink } from '../tenant-links/approve-tenant-link.ts'
import { confirmTenantLink } from '../tenant-links/confirm-tenant-link.ts'
import { findPlace } from '../tenant-links/testing/find-place.ts'
import type { Place } from '../tenant-links/find-sign-in-facts.ts'
import { readEvents } from '../../delivery/event-log/read-events.ts'
import { makeMaster, makeMember } from './change-role.ts'
import { activateMember, deactivateMember } from './change-status.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { getMember } from '../../people/members/find-member.ts'
import { countMembers } from '../../people/members/list-members.ts'
import { isActiveMaster } from '../../people/members/member.ts'
import { membershipsOf } from '../../people/members/memberships-of.ts'

for (const database of databases) {
  describe(`deactivateMember on ${database.name}`, () => {
    it('tells every deployment that the organization is connected to, and no other (T27)', async () => {
      await using hub = await openPeopledHub(database)
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      await connectTenant(hub, psaUs, 'alder', hub.alderMaster)
      await connectTenant(hub, rmmUs, 'alder', hub.alderMaster)
      await connectTenant(hub, psaUk, 'birch', hub.birchMaster)

      await deactivateMember(hub, { member: member.id, by: asPerson(hub, hub.alderMaster.id) })
      await activateMember(hub, { member: member.id, by: operator })
      const again = { ...asPerson(hub, member.id), session: { uid: 'again', term: 1 } }
      await endMemberSessions(hub, { member: member.id, by: again })

      for (const deployment of [psaUs, rmmUs]) {
        const { events } = await readEvents(hub, { deployment, after: 0 })
        assert.deepEqual(
          events.map((event) => event.type === 'member_epoch' && [event.sub, event.epoch, event.reason]),
          [
            [account.id, 2, 'deactivated'],
            [account.id, 3, 'reactivated'],
            [account.id, 4, 'sessions_ended'],
          ],
        )
      }
      assert.equal((await readEvents(hub, { deployment: psaUk, after: 0 })).head, 0)
    })

    it('keeps who did it and when', async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      hub.pass(MINUTE)

      await deactivateMember(hub, { member: member.id, by: asPerson(hub, hub.alderMaster.id) })

      const { status, statusAt, statusBy } = await getMember(hub, member.id)
      assert.deepEqual(
        { status, statusAt, statusBy },
        {
          status: 'inactive',
          statusAt: hub.now(),
          statusBy: `member:${hub.alderMaster.id}`,
        },
      )
    })

    it('changes nothing when it is done twice', async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await addPerson(hub, hub.alder, 'tech')

      const first = await deactivateMember(hub, { member: member.id, by: operator })
      const second = await deactivateMember(hub, { member: member.id, by: operator })

      assert.deepEqual(second, first)
    })

    it('leaves no token that joins the old epoch with a link that becomes active meanwhile (MEMBER_EPOCH)', async () => {
      await using hub = await openPeopledHub(database)
      const { member, account } = await addPerson(hub, hub.alder, 'tech')
      const request = aLinkRequest(psaUs, 'alder')
      const approval = { request, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid: null }
      await approveTenantLink(hub, approval)
      const sought = { account: account.id, organization: hub.alder, deployment: psaUs }
      let token: Place | null = null

      await overlap(
        hub,
        (node) => deactivateMember(node, { member: member.id, by: operator }),
        (node) => confirmTenantLink(node, request),
        async (node) => {
          token = await findPlace(node, sought)
        },
      )

      const issued: Place | null = token
      assert.notEqual(Object(issued).link, request.id)
      const later = await findPlace(hub, sought)
      assert.deepEqual([later?.link, later?.member.epoch, later?.member.status], [request.id, 2, 'inactive'])
    })

    it('reaches the deployment of a link that is being confirmed', async () => {
      await using hub = await openPeopledHub(database)
      const { member } = await addPerson(hub, hub.alder, 'tech')
      const request = aLinkRequest(psaUs, 'alder')
      const approval = { request, approvedBy: hub.alderMaster.id, linksUser: false, sessionUid: null }
      await approveTenantLink(hub, approval)

      await overlap(
        hub,
        (node) => confirmTenantLink(node, request),
        (node) => deactivateMember(node, { member: member.id, by: operator }),
      )

      assert.equal((await readEvents(hub, { deployment: psaUs, after: 0 })).head, 1)
    })
  })

  describe(`the last active master on ${database.name}`, () => {
    it('can neither be deactivated nor demoted', async () => {
      await using hub = await openPeopledHub(database)
      const change = { member: hub.alderMaster.id, by: operator }
      const { member: inactive } = await addPerson(hub, hub.alder, 'second', 'master')
      await deactivateMember(hub, { member: inactive.id, by: operator })

      await assert.rejects(deactivateMember(hub, change), refused('last_master'))
      await assert.rejects(makeMember(hub, change), refused('last_master'))

      assert.ok(isActiveMaster(await getMember(hub, hub.alderMaster.id)))
    })

    it('is left over when the last two leave at once, in either order (P19)', async () => {
      for (const [first, second] of [
        [deactivateMember, deactivateMember],
        [deactivateMember, makeMember],
        [makeMember, deactivateMember],
        [makeMember, makeMember],
      ] as const) {
        await using hub = await openPeopledHub(database)
        const { member: other } = await addPerson(hub, hub.alder, 'second', 'master')

        const leaving = overlap(
          hub,
          (node) => first(node, { member: hub.alderMaster.id, by: operator }),
          (node) => second(node, { member: other.id, by: operator }),
        )

        await assert.rejects(leaving, refused('last_master'))
        assert.ok(isActiveMaster(await getMember(hub, other.id)))
      }
    })

    it('is left over when all masters are demoted or deactivated at once (P19)', async () => {
      await using hub = await openPeopledHub(database)
      const masters = [hub.alderMaster]
      for (const name of ['second', 'third', 'fourth', 'fifth', 'sixth']) {
        masters.push((await addPerson(hub, hub.alder, name, 'master')).member)
      }
      const nodes = [hub, await hub.second(), await hub.second()]

      const outcomes = await Promise.allSettled(
        masters.map(({ id }, index) => {
          const leave = index % 2 ? makeMember : deactivateMember
          return leave(nodes[index % nodes.length] ?? hub, { member: id, by: operator })
        }),
      )

      const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
      assert.deepEqual(
        lost.map(({ reason }) => refused('last_master')(reason)),
        [true],
      )
      assert.equal(await countMembers(hub, hub.alder, { status: 'active', role: 'master' }), 1)
    })
  })

  describe(`two masters on ${database.name}`, () => {
    it('who take each other’s rights away at once: one of them stays (P19)', async () => {
      for (const [first, second] of [
        [makeMember, makeMember],
        [deactivateMember, makeMember],
        [makeMember, deactivateMember],
      ] as const) {
        await using hub = await openPeopledHub(database)
        const { member: other } = await addPerson(hub, hub.alder, 'second', 'master')

        const late = overlap(
          hub,
          (node) => first(node, { member: other.id, by: asPerson(hub, hub.alderMaster.id) }),
          (node) => second(node, { member: hub.alderMaster.id, by: asPerson(hub, other.id) }),
        )

        await assert.rejects(late, refused('not_a_master'))
        assert.ok(isActiveMaster(await getMember(hub, hub.alderMaster.id)))
      }
    })

    it('of whom one makes a third person master while being deactivated: that one stays (P19)', async () => {
      await using hub = await openPeopledHub(database)
      const { member: third } = await addPerson(hub, hub.alder, 'third')

      await overlap(
        hub,
        (node) => makeMaster(node, { member: third.id, by: asPerson(hub, hub.alderMaster.id) }),
        (node) => deactivateMember(node, { member: hub.alderMaster.id, by: operator }),
      )

      assert.ok(isActiveMaster(await getMember(hub, third.id)))
      assert.equal(await countMembers(hub, hub.alder, { status: 'active', role: 'master' }), 1)
    })
  })

  describe(`roles and status on ${database.name}`, () => {
    it('are changed by active masters of the organization and the operator alone', async () => {
      await using hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')
      const { member: second } = await addPerson(hub, hub.alder, 'second')
      const { member: former } = await addPerson(hub, hub.alder, 'former', 'master')
      await deactivateMember(hub, { member: former.id, by: operator })

      for (const { id } of [tech, former, hub.birchMaster]) {
        for (const act of [makeMaster, makeMember, activateMember, deactivateMember]) {
          await assert.rejects(act(hub, { member: second.id, by: asPerson(hub, id) }), refused('not_a_master'))
        }
      }
      const made = await makeMaster(hub, { member: second.id, by: asPerson(hub, hub.alderMaster.id) })
      assert.equal(made.role, 'master')
    })
  })

  describe(`a suspended organization on ${database.name}`, () => {
    it('changes no one’s role or status by its masters or the operator', async () => {
      await using hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')
      await suspendOrganization(hub, { organization: hub.alder, by: operator })
      const before = await getMember(hub, tech.id)

      for (const act of [makeMaster, makeMember, activateMember, deactivateMember]) {
        await assert.rejects(act(hub, { member: tech.id, by: operator }), refused('organization_suspended'))
      }

      assert.deepEqual(await getMember(hub, tech.id), before)
    })
  })

  describe(`membershipsOf on ${database.name}`, () => {
    it('lists every organization of an account, inactive places included (A22)', async () => {
      await using hub = await openPeopledHub(database)
      const { account, member } = await addPerson(hub, hub.alder, 'tech')
      await deactivateMember(hub, { member: member.id, by: operator })

      const places = await membershipsOf(hub, account.id)

      assert.deepEqual(
        places.map(({ organization, member }) => [organization.name, member.status]),
        [['alder MSP', 'inactive']],
      )
    })
  })
}
