import type { Records } from '../../../connect/src/records/store.ts'
import type { StoreFault } from './product-side.ts'
import type { Fault } from './sides.ts'

/** Faults that a programmer could build in, the rule that each of them breaks, and the formulas that may notice. */
export interface PlantedFault extends Fault {
  readonly rule: string
  readonly noticedBy: readonly string[]
  /** Where the runs begin, for a fault that few runs meet; 1 where it is left out. */
  readonly seed?: number
}

const spoil =
  (change: (records: Records) => Partial<Records>): StoreFault =>
  (store) => {
    const spoiled = (records: Records): Records => ({ ...records, ...change(records) })
    return {
      records: spoiled(store.records),
      within: (tx) => spoiled(store.within(tx)),
      transaction: (work) => store.transaction((records, tx) => work(spoiled(records), tx)),
    }
  }

const none = async () => 0

export const faults: Readonly<Record<string, PlantedFault>> = {
  'the hub has no index over organizations': {
    rule: 'HUB_ONE_PER_ORG',
    hub: 'drop index tenant_links_one_per_organization',
    noticedBy: ['S1 hub'],
  },
  'the hub has no index over tenants': {
    rule: 'HUB_ONE_PER_TENANT',
    hub: 'drop index tenant_links_one_per_tenant',
    noticedBy: ['S1 hub'],
  },
  'the hub deletes what has ended': {
    rule: 'HUB_TOMBSTONE',
    hub: `create trigger clean after update on tenant_links when new.state = 'ended'
      begin delete from tenant_links where id = new.id; end`,
    noticedBy: ['S4', 'S2 stale', 'S2 orphan'],
  },
  'the hub loses the event of a severed link': {
    rule: 'HUB_EVENT_SAME_COMMIT',
    hub: `create trigger lose after insert on hub_events when new.type = 'link_ended'
      begin delete from hub_events where deployment = new.deployment and n = new.n; end`,
    noticedBy: ['S2 stale'],
  },
  'the hub forgets when approvals lapse, and ends active ones too': {
    rule: 'HUB_LAPSE_CAS',
    seed: 31,
    hub: `create trigger lapse after update of state on tenant_links when new.end_reason = 'lapsed'
      begin update tenant_links set state = 'ended', ended_at = new.ended_at, ended_by = 'hub', end_reason = 'lapsed'
        where state = 'active'; end`,
    noticedBy: ['S4', 'S2 stale', 'C1'],
  },
  'the hub leaves the approvals of a former master to the confirm': {
    rule: 'MASTER_ENDS_APPROVALS',
    hub: `create trigger leave before update on tenant_links when new.end_reason = 'approver_not_master'
      begin select raise(ignore); end`,
    noticedBy: ['S9'],
  },
  'a product does not see what a tenant holds, and has no index': {
    rule: 'PRODUCT_ONE_PER_TENANT',
    seed: 31,
    product: 'drop index connect_tenant_links_one_per_tenant',
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, findHeldOfTenant: async () => null } })),
    noticedBy: ['S1 product'],
  },
  'a product does not see who holds an organization, and has no index': {
    rule: 'PRODUCT_ONE_PER_ORG',
    seed: 151,
    product: 'drop index connect_tenant_links_one_per_organization',
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, findHeldOfOrganization: async () => null } })),
    noticedBy: ['S1 product'],
  },
  'a product lets a link go on whose beginner is no admin any more': {
    rule: 'RIGHT_ENDS_PENDING',
    seed: 631,
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, findPendingOfAdmin: async () => null } })),
    noticedBy: ['S9'],
  },
  'a product owes no ends': {
    rule: 'CANCEL_OWES_END',
    store: spoil(({ owedEnds }) => ({ owedEnds: { ...owedEnds, owe: async () => {} } })),
    noticedBy: ['S2 orphan'],
  },
  'a product never looks at what it owes': {
    rule: 'OUTBOX_UNTIL_ACK',
    store: spoil(({ owedEnds }) => ({ owedEnds: { ...owedEnds, due: async () => [] } })),
    noticedBy: ['C1'],
  },
  'a product takes an end as told before the hub has answered': {
    rule: 'OUTBOX_UNTIL_ACK',
    store: spoil(({ owedEnds }) => ({
      owedEnds: {
        ...owedEnds,
        async owe(end) {
          await owedEnds.owe(end)
          await owedEnds.acknowledge(end.linkId, end.owedAt)
        },
      },
    })),
    noticedBy: ['S2 orphan'],
  },
  'a product never confirms again': {
    rule: 'RECONCILER_REPEATS_CONFIRM',
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, duePending: async () => [] } })),
    noticedBy: ['C1', 'C2'],
  },
  'a product never asks about active links': {
    rule: 'RECHECK_ACTIVE',
    seed: 101,
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, activeCheckedBefore: async () => [] } })),
    noticedBy: ['C1'],
  },
  'events end active links only': {
    rule: 'EVENT_ENDS_PENDING',
    store: spoil(({ tenantLinks }) => ({
      tenantLinks: { ...tenantLinks, end: (id, ending, from = ['active']) => tenantLinks.end(id, ending, from) },
    })),
    noticedBy: ['S2 stale', 'C1'],
  },
  'what is said late of an old link ends the new one of its tenant': {
    rule: 'EVENT_BY_ID',
    seed: 71,
    store: spoil(({ tenantLinks }) => ({
      tenantLinks: {
        ...tenantLinks,
        async end(id, ending, from) {
          const ended = await tenantLinks.end(id, ending, from)
          const link = ended === null && ending.by === 'hub' ? await tenantLinks.find(id) : null
          const held = link && (await tenantLinks.findHeldOfTenant(link.tenantId))
          return held ? tenantLinks.end(held.id, ending) : ended
        },
      },
    })),
    noticedBy: ['S2 orphan', 'S4', 'C1'],
  },
  'the cursor moves without the effect': {
    rule: 'CURSOR_WITH_EFFECT',
    store: spoil(({ cursor }) => ({
      cursor: {
        ...cursor,
        async advance(issuer, position) {
          await cursor.advance(issuer, position)
          return false
        },
      },
    })),
    noticedBy: ['S2 stale', 'C1'],
  },
  'a link that the hub does not know is not suspended': {
    rule: 'UNKNOWN_SUSPENDS',
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, suspend: async () => null } })),
    noticedBy: ['C1'],
  },
  'a link that the hub knows again stays suspended': {
    rule: 'ACTIVE_LIFTS_SUSPENSION',
    seed: 171,
    store: spoil(({ tenantLinks }) => ({ tenantLinks: { ...tenantLinks, resume: async () => null } })),
    noticedBy: ['C1'],
  },
  'user links of another organization stay': {
    rule: 'USERS_SAME_ORG',
    seed: 51,
    store: spoil(({ userLinks }) => ({ userLinks: { ...userLinks, deleteForeign: async () => [] } })),
    noticedBy: ['S5', 'S6'],
  },
  'user links are not suspended': {
    rule: 'USERS_END_WITH_LINK',
    store: spoil(({ userLinks }) => ({ userLinks: { ...userLinks, suspend: none } })),
    noticedBy: ['S5'],
  },
  'a user who is linked is not seen, and there is no index': {
    rule: 'USER_NEVER_OVERWRITTEN',
    product: 'drop index connect_user_links_one_per_user',
    store: spoil(({ userLinks }) => ({ userLinks: { ...userLinks, findOfUser: async () => null } })),
    noticedBy: ['S6'],
  },
  'what was unlinked at the hub stays linked': {
    rule: 'UNLINK_BY_EPOCH',
    seed: 51,
    store: spoil(({ userLinks }) => ({ userLinks: { ...userLinks, deleteBelowEpoch: async () => null } })),
    noticedBy: ['S8'],
  },
  'unlinking at the hub ends what was linked anew since then': {
    rule: 'UNLINK_BY_EPOCH',
    seed: 1041,
    store: spoil(({ userLinks }) => ({
      userLinks: { ...userLinks, deleteBelowEpoch: (member) => userLinks.deleteOfMember(member) },
    })),
    noticedBy: ['S8'],
  },
  'sessions outlive their link': {
    rule: 'SESSION_NAMES_LINK',
    store: spoil(({ sessions }) => ({ sessions: { ...sessions, deleteOfLink: none } })),
    noticedBy: ['S3'],
  },
  'sessions outlive the feature': {
    rule: 'FEATURE_ENDS_SESSIONS',
    seed: 261,
    store: spoil(({ sessions }) => ({ sessions: { ...sessions, deleteOfTenant: none } })),
    noticedBy: ['S3'],
  },
  'sessions outlive their epoch': {
    rule: 'MEMBER_EPOCH',
    seed: 801,
    store: spoil(({ sessions }) => ({ sessions: { ...sessions, deleteBelowEpoch: async () => [] } })),
    noticedBy: ['S3'],
  },
  'the highest epoch of a member is not remembered': {
    rule: 'MEMBER_EPOCH',
    seed: 1771,
    store: spoil(({ memberEpochs }) => ({
      memberEpochs: {
        ...memberEpochs,
        async raise(issuer, organization, subject, epoch) {
          await memberEpochs.raise(issuer, organization, subject, epoch)
          return epoch
        },
      },
    })),
    noticedBy: ['S3', 'S8'],
  },
}
