import { stringify } from 'csv-stringify/sync'
import type { Hono } from 'hono'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { listMembers } from '../../members/list-members.ts'
import type { ListedMember, MemberFilter } from '../../members/listed-member.ts'
import { members as words } from '../../messages/en/members.ts'
import { routes } from '../routes.ts'
import type { Site, SiteEnv } from '../site.ts'
import { requireMaster } from '../viewer.ts'
import { readListQuery } from './member-list-query.ts'

/** So many rows are read at a time. */
const PART = 500

const labels = words.exported
const HEADING = [
  labels.name,
  labels.username,
  labels.email,
  labels.role,
  labels.status,
  labels.secondFactor,
  labels.linkedProducts,
  labels.invitedUntil,
]

/** The list of members as a file for spreadsheets: those whom the page's filter lets through, on all of its pages. */
export function addExport(app: Hono<SiteEnv>, site: Site): void {
  app.get(routes.adminSettings.exportMembers, requireMaster(site), (c) => {
    const { organization } = c.var.viewer
    const { filter } = readListQuery(new URL(c.req.url).searchParams)
    return c.body(streamOf(writeRows(site.hub, organization.id, filter)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="members-${organization.id}.csv"`,
    })
  })
}

async function* writeRows(hub: Hub, organization: OrganizationId, filter: MemberFilter): AsyncGenerator<string> {
  yield '\uFEFF' + write([HEADING])
  for (let first = 0; ; first += PART) {
    const members = await listMembers(hub, organization, filter, { first, most: PART })
    if (members.length > 0) yield write(members.map(toRow))
    if (members.length < PART) return
  }
}

/** Read on as fast as the browser takes it. Should it break off, the browser sees that the file is not whole. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    cancel: async () => {
      await parts.return(undefined)
    },
  })
}

/** Names are other people's to choose: none of them becomes a formula in the spreadsheet that opens the file. */
function write(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows' },
  )
}

function toRow(member: ListedMember): string[] {
  const { account, email, role, status, hasSecondFactor, linkedProducts, invitationExpiresAt } = member
  return [
    account?.name ?? '',
    account?.username ?? '',
    email,
    role,
    status,
    labels.factors[hasSecondFactor ? 'set_up' : 'missing'],
    String(linkedProducts),
    status === 'invited' && invitationExpiresAt !== null ? isoInstant(invitationExpiresAt) : '',
  ]
}

function isoInstant(instant: Instant): string {
  return new Date(instant).toISOString()
}
