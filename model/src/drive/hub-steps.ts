import { asPerson } from '@lanyard/hub/testing.ts'
import type { LinkId } from '@lanyard/hub/src/ids.ts'
import { makeMaster, makeMember } from '@lanyard/hub/src/connections/rights/change-role.ts'
import { activateMember, deactivateMember } from '@lanyard/hub/src/connections/rights/change-status.ts'
import { removeMember } from '@lanyard/hub/src/connections/rights/remove-member.ts'
import { findAccountById } from '@lanyard/hub/src/people/accounts/find-account.ts'
import { addMember } from '@lanyard/hub/src/people/members/add-member.ts'
import { getMember } from '@lanyard/hub/src/people/members/find-member.ts'
import { endMemberSessions } from '@lanyard/hub/src/people/members/end-member-sessions.ts'
import type { ActiveMember } from '@lanyard/hub/src/people/members/member.ts'
import { approveTenantLink } from '@lanyard/hub/src/connections/tenant-links/approve-tenant-link.ts'
import { lapseTenantLinks } from '@lanyard/hub/src/connections/tenant-links/lapse-tenant-links.ts'
import { pruneEvents } from '@lanyard/hub/src/delivery/event-log/prune-events.ts'
import { severTenantLink } from '@lanyard/hub/src/connections/tenant-links/sever-tenant-link.ts'
import { unlinkUser } from '@lanyard/hub/src/connections/user-links/unlink-user.ts'
import { deliverReport } from '../../../connect/src/tenant-links/deliver.ts'
import { operator } from './hub-side.ts'
import { deploymentAt, productAt, type Run } from './run.ts'
import type { AnyStep, StepFunction } from './step.ts'

const atHub = { hub: true, about: [] } as const

/** What happens at the hub alone. */
export const hubSteps = {
  /** A master presses Connect; `flag`: "Connect and link me". */
  async approve(run, { on = '', member = 0, flag = false }) {
    const attempt = run.attempts.get(on)
    if (!attempt?.request) return null
    const { request } = attempt
    // A hub that has lost a row has lost the authorization request with it.
    if (run.sides.hub.lostRows.ids.includes(request.id)) return null
    const approvedBy = memberAt(run, member).id
    await approveTenantLink(run.sides.hub.hub, { request, approvedBy, linksUser: flag, sessionUid: null })
    attempt.approval = { member, linksUser: flag }
    const superseded = run.tables.hub.links.filter(({ state }) => state === 'approved').map(({ id }) => id)
    return { hub: true, about: [attempt.id, ...superseded] }
  },

  async sever(run, { on = '' }) {
    const attempt = run.attempts.get(on)
    if (!attempt) return null
    await severTenantLink(run.sides.hub.hub, { id: attempt.id as LinkId, by: operator })
    return { hub: true, about: [attempt.id] }
  },

  /** The hub loses the row of a link, as by a restored backup. */
  async loseRow(run, { on = '' }) {
    const attempt = run.attempts.get(on)
    if (!attempt) return null
    await run.sides.hub.lostRows.lose(attempt.id as LinkId)
    run.hasLost = true
    return { hub: true, about: [attempt.id] }
  },

  async findRow(run, { on = '' }) {
    const attempt = run.attempts.get(on)
    if (!attempt) return null
    await run.sides.hub.lostRows.find(attempt.id as LinkId)
    run.found.add(attempt.id)
    return { hub: true, about: [attempt.id] }
  },

  /** Ten minutes go by; `flag`: and the hub looks for what has lapsed. */
  async lapse({ sides, tables }, { flag = false }) {
    const { hub } = sides.hub
    hub.pass(hub.config.lifetimes.approval)
    if (flag) await lapseTenantLinks(hub)
    return { hub: true, about: tables.hub.links.filter(({ state }) => state === 'approved').map(({ id }) => id) }
  },

  /** The hub forgets its log as far as it is written. */
  async forget(run) {
    const { hub } = run.sides.hub
    hub.pass(hub.config.lifetimes.event + 1)
    await pruneEvents(hub)
    run.isForgetful = true
    return atHub
  },

  async deactivate(run, step) {
    const about = approvedBy(run, step)
    await deactivateMember(run.sides.hub.hub, change(run, step))
    return { hub: true, about }
  },

  async activate(run, step) {
    await activateMember(run.sides.hub.hub, change(run, step))
    return atHub
  },

  async endSessions(run, step) {
    await endMemberSessions(run.sides.hub.hub, change(run, step))
    return atHub
  },

  /** The hub has heard who is linked by now, and a member ends their link with a product there. */
  async unlinkAtHub(run, step) {
    const { product = 0 } = step
    const deployment = deploymentAt(product)
    const member = memberAt(run, step.member ?? 0)
    const link = run.tables.hub.links.find(
      ({ state, organization, deployment: of }) =>
        state === 'active' && organization === member.organization && of === deployment,
    )
    if (!link) return null
    const { store } = productAt(run, product)
    const hub = run.sides.hub.apiOf(deployment)
    for (const report of await store.records.reports.due(Number.MAX_SAFE_INTEGER)) {
      await deliverReport({ hub, store }, report)
    }
    const input = { member: member.id, link: link.id as LinkId, by: asPerson(run.sides.hub.hub, member.id) }
    await unlinkUser(run.sides.hub.hub, input)
    return atHub
  },

  /** A member leaves the organization and comes back to it, without their user links. */
  async leaveAndReturn(run, step) {
    const about = approvedBy(run, step)
    const { hub } = run.sides.hub
    const { organization, account: id } = memberAt(run, step.member ?? 0)
    const account = await findAccountById(hub, id)
    if (account === null) return null
    await removeMember(hub, change(run, step))
    const { id: member } = await addMember(hub, { organization, account, role: 'master', by: operator })
    run.removed.push({ organization, sub: id, epoch: (await getMember(hub, member)).epoch })
    return { hub: true, about }
  },

  async makeMaster(run, step) {
    await makeMaster(run.sides.hub.hub, change(run, step))
    return atHub
  },

  async makeMember(run, step) {
    const about = approvedBy(run, step)
    await makeMember(run.sides.hub.hub, change(run, step))
    return { hub: true, about }
  },
} as const satisfies Record<string, StepFunction>

function memberAt({ sides }: Run, number: number): ActiveMember {
  const member = sides.hub.members[number]
  if (!member) throw new RangeError(`There is no member ${number}`)
  return member
}

/** What ends with the rights of a master. */
function approvedBy(run: Run, { member = 0 }: AnyStep): readonly string[] {
  const { id: giver } = memberAt(run, member)
  const given = run.tables.hub.links.filter((link) => link.state === 'approved' && link.approved_by === giver)
  return given.map(({ id }) => id)
}

function change(run: Run, { member = 0 }: AnyStep) {
  return { member: memberAt(run, member).id, by: operator }
}
