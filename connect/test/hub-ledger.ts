/**
 * A hub's side of tenant linking by docs/protocol.md, in memory: links by id, members with epochs, one gapless log of
 * events per deployment. It is another implementation of the wire, so that the kit is not tested against itself.
 */
export interface HubLink {
  readonly id: string
  readonly deployment: string
  readonly tenant: string
  readonly organization: string
  readonly approvedBy: string
  state: 'approved' | 'active' | 'ended'
  reason?: string
}

export interface Account {
  readonly sub: string
  username: string
  readonly memberships: Map<string, { role: 'master' | 'member'; active: boolean; epoch: number }>
}

type Event = Readonly<Record<string, unknown>> & { readonly n: number }

export interface HubLedger {
  readonly organizations: Map<string, { name: string; moduleUrl: string | null }>
  readonly accounts: Map<string, Account>
  readonly links: Map<string, HubLink>
  readonly reports: Map<string, { readonly revision: number; readonly state: string }>
  approve(
    input: Omit<HubLink, 'state' | 'reason'>,
  ): 'approved' | 'organization_already_linked' | 'tenant_already_linked'
  confirm(id: string): void
  end(id: string): void
  lapse(id: string): void
  sever(id: string): void
  /** Not by the book: its log says of a link that it does not know it. */
  sayUnknown(id: string): void
  /** Loses a link's row, as by a restored backup: "unknown" is what it answers then. */
  loseRow(id: string): void
  /** The row is back, unless an end has come for its id meanwhile. */
  findRow(id: string): void
  /** Sets a member's status; either way their epoch rises and the deployments hear of it. */
  setActive(sub: string, organization: string, active: boolean): void
  /** A member asks to be unlinked: their epoch rises, and the link's deployment hears of it. @returns the epoch */
  unlink(sub: string, linkId: string): number
  /** A member is removed: they are deactivated and unlinked by one act. A link that has ended has no event of it. */
  remove(sub: string, linkId: string): void
  /** Who asked under a link of the same sides, with the epoch that it raised them to, for who heard no event. */
  unlinkRequestsOf(linkId: string): readonly { readonly sub: string; readonly epoch: number }[]
  /** A session at the hub is over, which a deployment knows by this name. */
  endSession(deployment: string, sub: string, sid: string): void
  activeLinkOf(organization: string, deployment: string): HubLink | null
  eventsAfter(
    deployment: string,
    position: number,
  ): { readonly events: readonly Event[]; readonly head: number } | 'gone'
  /** Forgets the log up to and including a number. */
  prune(deployment: string, position: number): void
}

export function createHubLedger(deployments: readonly string[]): HubLedger {
  const links = new Map<string, HubLink>()
  const lost = new Map<string, HubLink>()
  const logs = new Map(deployments.map((deployment) => [deployment, { events: new Array<Event>(), pruned: 0 }]))
  const unlinkRequests: { readonly linkId: string; readonly sub: string; readonly epoch: number }[] = []
  const organizations: HubLedger['organizations'] = new Map()
  const accounts: HubLedger['accounts'] = new Map()

  const logOf = (deployment: string) => {
    const log = logs.get(deployment)
    if (!log) throw new Error(`No such deployment: ${deployment}`)
    return log
  }
  const tell = (deployment: string, event: Readonly<Record<string, unknown>>) => {
    const { events } = logOf(deployment)
    events.push({ n: events.length + 1, at: Date.now(), audit_id: 'AUDIT-OF-THE-HUB-1', ...event })
  }
  const sidesOf = (id: string) => {
    const { organization, deployment, tenant } = links.get(id) ?? {}
    return JSON.stringify([organization, deployment, tenant])
  }
  const isHeld = ({ state }: HubLink) => state !== 'ended'
  const move = (id: string, from: readonly string[], to: HubLink['state'], reason?: string): boolean => {
    const link = links.get(id)
    if (!link || !from.includes(link.state)) return false
    link.state = to
    if (reason !== undefined) link.reason = reason
    return true
  }

  return {
    organizations,
    accounts,
    links,
    reports: new Map(),

    approve(input) {
      const module = (deployment: string) => deployment.split('-')[0]
      if (links.has(input.id)) return 'approved'
      const held = [...links.values()].filter(isHeld)
      const ofOrganization = held.find(
        (link) => link.organization === input.organization && module(link.deployment) === module(input.deployment),
      )
      const ofTenant = held.find((link) => link.deployment === input.deployment && link.tenant === input.tenant)
      const supersedes =
        ofOrganization !== undefined && ofOrganization === ofTenant && ofOrganization.state === 'approved'
      if (supersedes) move(ofOrganization.id, ['approved'], 'ended', 'superseded')
      else if (ofOrganization) return 'organization_already_linked'
      else if (ofTenant) return 'tenant_already_linked'
      links.set(input.id, { ...input, state: 'approved' })
      return 'approved'
    },

    confirm(id) {
      const link = links.get(id)
      if (link?.state !== 'approved') return
      const approver = accounts.get(link.approvedBy)?.memberships.get(link.organization)
      if (approver?.role !== 'master' || !approver.active) move(id, ['approved'], 'ended', 'approver_not_master')
      else move(id, ['approved'], 'active')
      const organization = organizations.get(link.organization)
      if (organization && links.get(id)?.state === 'active') organization.moduleUrl = link.deployment
    },

    end(id) {
      move(id, ['approved', 'active'], 'ended', 'ended_by_product')
      if (!links.has(id)) lost.delete(id)
    },
    lapse: (id) => void move(id, ['approved'], 'ended', 'lapsed'),

    sayUnknown(id) {
      const link = links.get(id)
      if (link) tell(link.deployment, { type: 'link_ended', link_id: id, reason: 'unknown' })
    },

    sever(id) {
      const link = links.get(id)
      if (link && move(id, ['active'], 'ended', 'severed')) {
        tell(link.deployment, { type: 'link_ended', link_id: id, reason: 'severed' })
      }
    },

    loseRow(id) {
      const link = links.get(id)
      if (link && links.delete(id)) lost.set(id, link)
    },

    findRow(id) {
      const link = lost.get(id)
      if (link && lost.delete(id)) links.set(id, link)
    },

    setActive(sub, organization, active) {
      const membership = accounts.get(sub)?.memberships.get(organization)
      if (!membership) throw new Error(`${sub} is no member of ${organization}`)
      membership.active = active
      membership.epoch += 1
      const reason = active ? 'reactivated' : 'deactivated'
      const event = { type: 'member_epoch', sub, org_id: organization, epoch: membership.epoch, reason }
      for (const deployment of deployments) tell(deployment, event)
    },

    unlink(sub, linkId) {
      const link = links.get(linkId)
      const membership = link && accounts.get(sub)?.memberships.get(link.organization)
      if (!membership) throw new Error(`${sub} is not linked under ${linkId}`)
      membership.epoch += 1
      const { epoch } = membership
      unlinkRequests.push({ linkId, sub, epoch })
      const raised = { type: 'member_epoch', sub, org_id: link.organization, epoch }
      tell(link.deployment, { ...raised, reason: 'unlinked', link_id: linkId })
      return epoch
    },

    remove(sub, linkId) {
      const link = links.get(linkId)
      const membership = link && accounts.get(sub)?.memberships.get(link.organization)
      if (!membership) throw new Error(`${sub} is not linked under ${linkId}`)
      membership.epoch += 1
      const { epoch } = membership
      unlinkRequests.push({ linkId, sub, epoch })
      if (link.state === 'ended') return
      const raised = { type: 'member_epoch', sub, org_id: link.organization, epoch }
      const act = { ...raised, audit_id: 'AUDIT-OF-A-REMOVAL' }
      tell(link.deployment, { ...act, reason: 'deactivated' })
      tell(link.deployment, { ...act, reason: 'unlinked', link_id: linkId })
    },

    endSession: (deployment, sub, sid) => tell(deployment, { type: 'session_ended', sub, sid }),

    unlinkRequestsOf(linkId) {
      const sides = sidesOf(linkId)
      return unlinkRequests
        .filter((request) => sidesOf(request.linkId) === sides)
        .map(({ sub, epoch }) => ({ sub, epoch }))
    },

    activeLinkOf: (organization, deployment) =>
      links
        .values()
        .find(
          (link) => link.state === 'active' && link.organization === organization && link.deployment === deployment,
        ) ?? null,

    eventsAfter(deployment, position) {
      const { events, pruned } = logOf(deployment)
      if (position < pruned) return 'gone'
      return { events: events.slice(position), head: events.length }
    },

    prune(deployment, position) {
      logOf(deployment).pruned = position
    },
  }
}
