import { writeCsv } from '@lanyard/running'
import type { Context } from 'hono'
import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { OrganizationId } from '../../ids.ts'
import { listMembers } from '../../people/members/list-members.ts'
import type { ListedMember, MemberFilter } from '../../people/members/listed-member.ts'
import { members as words } from '../../messages/en/members.ts'
import { sendFile } from '../send-file.ts'
import type { Site } from '../site.ts'
import type { ViewerEnv } from '../viewer.ts'
import { readListQuery } from './member-list-query.ts'
import { voidedText } from './void-invitations.ts'

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
  labels.invitationVoid,
]

/** The list of members as a file for spreadsheets: those whom the page's filter lets through, on all of its pages. */
export function exportMembers(c: Context<ViewerEnv>, site: Site): Response {
  const { organization } = c.var.viewer
  const { filter } = readListQuery(new URL(c.req.url).searchParams)
  const text = writeCsv(HEADING, pagesOf(site.hub, organization.id, filter))
  return sendFile(c, site, { name: `members-${organization.id}`, format: 'csv', text })
}

async function* pagesOf(
  hub: Hub,
  organization: OrganizationId,
  filter: MemberFilter,
): AsyncGenerator<readonly (readonly string[])[]> {
  for (let first = 0; ; first += PART) {
    const members = await listMembers(hub, organization, filter, { first, most: PART })
    if (members.length > 0) yield members.map(toRow)
    if (members.length < PART) return
  }
}

function toRow(member: ListedMember): string[] {
  const { account, email, role, status, hasSecondFactor, linkedProducts } = member
  const { invitationExpiresAt, invitationVoidedBy } = member
  return [
    account?.name ?? '',
    account?.username ?? '',
    email,
    role,
    status,
    labels.factors[hasSecondFactor ? 'set_up' : 'missing'],
    String(linkedProducts),
    status === 'invited' && invitationExpiresAt !== null && invitationVoidedBy === null
      ? isoInstant(invitationExpiresAt)
      : '',
    invitationVoidedBy === null ? '' : voidedText(invitationVoidedBy),
  ]
}

function isoInstant(instant: Instant): string {
  return new Date(instant).toISOString()
}
