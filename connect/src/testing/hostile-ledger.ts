/** A link as the hostile hub holds it. */
export interface HostileLink {
  readonly id: string
  readonly organization: string
  state: 'approved' | 'active' | 'ended'
}

export type HubEvent = Readonly<Record<string, unknown>> & { readonly n: number }

/** The hub's side of tenant linking (docs/protocol.md), in memory, without a guard of its own. */
export interface HostileLedger {
  readonly links: ReadonlyMap<string, HostileLink>
  /** The number of the last event. */
  readonly head: number
  approve(id: string, organization: string): void
  /** An unknown id is one that ended. */
  stateOf(id: string): HostileLink
  confirm(id: string): void
  end(id: string): void
  activeOf(organization: string): HostileLink | null
  epochOf(organization: string, sub: string): number
  /** Raises a member's epoch, as a deactivation does. @returns the number of the event that says so */
  raiseEpoch(organization: string, sub: string): number
  /** A member asks to be unlinked: the epoch rises, with the link's name. @returns the number of the event that says so */
  unlink(link: HostileLink, sub: string): number
  /** Ends a link from the hub's side. @returns the number of the event that says so */
  sever(id: string): number
  /** A session at the hub is over. @returns the number of the event that says so */
  endSession(sub: string, sid: string): number
  eventsAfter(
    position: number,
  ): { readonly events: readonly HubEvent[]; readonly head: number } | { readonly gone: number }
}

export function createHostileLedger(): HostileLedger {
  const links = new Map<string, HostileLink>()
  const epochs = new Map<string, number>()
  const events: HubEvent[] = []
  // Its log is always younger than the product's memory of an earlier one, which has no event per millisecond: the product
  // asks about every link by id, and hears that what an earlier run left behind has ended.
  const before = Date.now()
  const head = () => before + events.length
  const tell = (event: Readonly<Record<string, unknown>>): number => {
    events.push({ n: head() + 1, at: Date.now(), audit_id: 'AUDIT-OF-A-HOSTILE-HUB', ...event })
    return head()
  }
  const move = (id: string, from: readonly HostileLink['state'][], to: HostileLink['state']): void => {
    const link = links.get(id)
    if (link && from.includes(link.state)) link.state = to
  }
  const keyOf = (organization: string, sub: string) => `${organization}/${sub}`

  const raised = (organization: string, sub: string) => {
    const epoch = (epochs.get(keyOf(organization, sub)) ?? 1) + 1
    epochs.set(keyOf(organization, sub), epoch)
    return { type: 'member_epoch', sub, org_id: organization, epoch }
  }

  return {
    links,
    get head() {
      return head()
    },
    approve: (id, organization) => void (links.has(id) || links.set(id, { id, organization, state: 'approved' })),
    stateOf: (id) => links.get(id) ?? { id, organization: '', state: 'ended' },
    confirm: (id) => move(id, ['approved'], 'active'),
    end: (id) => move(id, ['approved', 'active'], 'ended'),
    activeOf: (organization) =>
      links.values().find((link) => link.state === 'active' && link.organization === organization) ?? null,
    epochOf: (organization, sub) => epochs.get(keyOf(organization, sub)) ?? 1,

    raiseEpoch: (organization, sub) => tell({ ...raised(organization, sub), reason: 'deactivated' }),
    unlink: ({ id, organization }, sub) => tell({ ...raised(organization, sub), reason: 'unlinked', link_id: id }),

    sever(id) {
      move(id, ['approved', 'active'], 'ended')
      return tell({ type: 'link_ended', link_id: id, reason: 'severed' })
    },

    endSession: (sub, sid) => tell({ type: 'session_ended', sub, sid }),

    eventsAfter(position) {
      if (position < before || position > head()) return { gone: head() }
      return { events: events.slice(position - before), head: head() }
    },
  }
}
