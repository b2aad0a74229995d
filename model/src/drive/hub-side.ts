import {
  addCatalogue,
  addOrganization,
  addPerson,
  openTestHub,
  operator,
  psaUk,
  psaUs,
  type TestHub,
} from '@lanyard/hub/testing.ts'
import type { AccountId, AuditId, DeploymentId, LinkId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import type { ActiveMember } from '@lanyard/hub/src/people/members/member.ts'
import { Refusal } from '@lanyard/hub/src/refusal.ts'
import { confirmTenantLink } from '@lanyard/hub/src/connections/tenant-links/confirm-tenant-link.ts'
import { endTenantLink } from '@lanyard/hub/src/connections/tenant-links/end-tenant-link.ts'
import type { HubEvent } from '@lanyard/hub/src/delivery/event-log/events.ts'
import { findSignInFacts } from '@lanyard/hub/src/connections/tenant-links/find-sign-in-facts.ts'
import { answerLink, type LinkAnswer } from '@lanyard/hub/src/connections/tenant-links/link-answer.ts'
import { readEvents } from '@lanyard/hub/src/delivery/event-log/read-events.ts'
import { listUnlinkRequests } from '@lanyard/hub/src/connections/user-links/list-unlink-requests.ts'
import { reportUserLink } from '@lanyard/hub/src/connections/user-links/report-user-link.ts'
import type { TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import type { HubApi } from '../../../connect/src/hub/hub-api.ts'
import type * as kit from '../../../connect/src/hub/api-answers.ts'
import type { HubAnswer } from '../../../connect/src/hub/hub-answer.ts'
import { createLostRows, type LostRows } from './lost-rows.ts'

/** The hub, with two organizations: members 0 and 1 are masters of Alder, member 2 of Birch. */
export interface HubSide extends AsyncDisposable {
  readonly hub: TestHub
  readonly members: readonly ActiveMember[]
  readonly organizations: readonly OrganizationId[]
  readonly lostRows: LostRows
  /** What the wire carries to the hub and back, for one deployment. */
  apiOf(deployment: DeploymentId): HubApi
  /** The ID token of a member, as the hub would issue it now to a deployment. */
  tokenFor(member: number, deployment: DeploymentId, linksUser: boolean): Promise<HubAnswer>
  /** Back to how it began. */
  reset(): Promise<void>
}

export const deployments = [psaUs, psaUk] as const

const tablesToEmpty = ['user_links', 'hub_events', 'audit', 'notices', 'organization_module_urls', 'tenant_links']

export async function openHubSide(database: TestDialect): Promise<HubSide> {
  const hub = await openTestHub(database)
  await addCatalogue(hub)
  const alder = await addOrganization(hub, 'alder')
  const birch = await addOrganization(hub, 'birch')
  const person = async (organization: OrganizationId, name: string) =>
    (await addPerson(hub, organization, name, 'master')).member
  const members = [await person(alder, 'one'), await person(alder, 'two'), await person(birch, 'three')]
  // Each organization keeps a master, also when no other member is one.
  await person(alder, 'keeper')
  await person(birch, 'keeper')

  const lostRows = createLostRows(hub)

  return {
    hub,
    members,
    organizations: [alder, birch],
    lostRows,
    apiOf: (deployment) => apiOf(hub, deployment),
    async tokenFor(number, deployment, linkUser) {
      const member = members[number]
      if (!member) throw new RangeError(`There is no member ${number}`)
      const { account, organization } = member
      const facts = await findSignInFacts(hub, { account, client: deployment })
      const place = facts?.places.find(({ member }) => member.organization === organization)
      if (place?.member.status !== 'active') return { kind: 'refused', code: 'member_inactive', reference: null }
      const identity = {
        subject: account,
        organizationId: organization,
        organizationName: place.organization.name,
        memberEpoch: place.member.epoch,
        authenticatedAt: null,
        issuedAt: hub.now(),
        linkId: place.link,
        linkedElsewhere: null,
        linkUser,
        accountName: member.email,
        sid: null,
      }
      return { kind: 'token', identity, assured: true }
    },
    async reset() {
      lostRows.forget()
      await hub.db.transaction().execute(async (db) => {
        for (const table of tablesToEmpty) await sql`delete from ${sql.table(table)}`.execute(db)
        await sql`update hub_feeds set last = 0, pruned_to = 0, hinted_to = 0`.execute(db)
        await sql`update members set role = 'master', status = 'active', epoch = 1`.execute(db)
      })
    },
    [Symbol.asyncDispose]: () => hub[Symbol.asyncDispose](),
  }
}

function apiOf(hub: TestHub, deployment: DeploymentId): HubApi {
  const request = (id: string, auditId: string) => ({ id: id as LinkId, deployment, auditId: auditId as AuditId })
  const withRequests = async (answer: kit.LinkAnswer, id: string) => {
    const unlinked = await listUnlinkRequests(hub, id as LinkId)
    return { ...answer, unlinked: unlinked.map(({ sub, epoch }) => ({ subject: sub, epoch })) }
  }
  return {
    confirm: async (id, auditId) => withRequests(toAnswer(await confirmTenantLink(hub, request(id, auditId))), id),
    end: async (id, auditId) => toAnswer(await endTenantLink(hub, request(id, auditId))),
    async status(id) {
      return withRequests(toAnswer(await answerLink(hub, { id: id as LinkId, deployment })), id)
    },
    async report(id, subject, revision, state) {
      await reportUserLink(hub, { link: id as LinkId, deployment, sub: subject as AccountId, revision, state })
      return true
    },
    apps: async () => [],
    events: (after) => eventsAfter(hub, deployment, after),
    tellAccess: async () => true,
  }
}

function toAnswer({ state, reason, organization, moduleUrl }: LinkAnswer): kit.LinkAnswer {
  return { state, reason: reason ?? 'unknown', organizationId: organization, moduleUrl, unlinked: [] }
}

function toEvent(event: HubEvent): kit.HubEvent {
  const { n, auditId } = event
  if (event.type === 'link_ended') return { n, type: event.type, auditId, linkId: event.link, reason: event.reason }
  const { sub: subject } = event
  if (event.type === 'session_ended') return { n, type: event.type, auditId, subject, sid: event.sid }
  const { organization: organizationId, epoch, reason } = event
  const unlinkedFrom = reason === 'unlinked' ? event.link : null
  return { n, type: event.type, auditId, subject, organizationId, epoch, reason, unlinkedFrom }
}

async function eventsAfter(hub: TestHub, deployment: DeploymentId, after: number): Promise<kit.Page | kit.LogGone> {
  try {
    const { events, head } = await readEvents(hub, { deployment, after })
    return {
      head,
      events: events.map(toEvent),
      agreed: [],
    }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'events_gone') throw error
    return { gone: true, head: Number(error.details['head']) }
  }
}

export { operator }
