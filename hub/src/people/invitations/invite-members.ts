import { inTransaction, partsOf } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { permit } from '../permits/permit.ts'
import type { Hub } from '../../hub.ts'
import type { MemberId, OrganizationId } from '../../ids.ts'
import type { Role } from '../members/member.ts'
import { findTakenEmails, offerPlaces, reofferPlaces } from '../members/offer-place.ts'
import { readEmail } from '../../names.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { Refusal } from '../../refusal.ts'
import * as invitations from './invitations-store.ts'
import { type MemberRow, readRole, type ReportedRow, type RowOutcome } from './member-row.ts'
import { sendInvitations } from './send-invitations.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

interface List {
  readonly organization: OrganizationId
  readonly rows: readonly MemberRow[]
  readonly by: Caller
}

/** So many are invited in one transaction; the organization is locked for no longer. */
const CHUNK = 250

/**
 * Invites everyone on a list who can be; what is wrong with a row keeps no other from being invited. Invitations that are
 * void are renewed, with the role that the list says. Done twice it is as
 * done once: a person who was invited is passed over the second time. Should it break off, those of the finished parts are
 * invited, and the same list goes on from there.
 *
 * @returns the rows in their order, each with what became of it
 * @throws {Refusal} `not_a_master`, `proof_required`
 */
export async function inviteMembers(hub: Part, { organization, rows, by }: List): Promise<readonly ReportedRow[]> {
  const read = readRows(rows)
  const reported: ReportedRow[] = []
  for (const part of partsOf(read, CHUNK)) {
    const report = await inTransaction(hub, async (hub) => {
      await lockMembers(hub.db, organization)
      const may = await permit(hub, 'invitation.send', by, { organization })
      const report = await reportOn(hub, organization, part)
      const places = report.flatMap(({ outcome, offer }) => (outcome === 'invited' && offer ? [offer] : []))
      const offered = await offerPlaces(hub, { organization, places, by: may.actor })
      const renewed = await reofferPlaces(
        hub,
        report.flatMap(({ renews, offer }) => (renews && offer ? [{ id: renews, role: offer.role }] : [])),
      )
      await sendInvitations(hub, organization, [...offered, ...renewed], may)
      return report
    })
    reported.push(...report.map(withoutOffer))
  }
  return reported
}

/** The report that {@link inviteMembers} would give, with no one invited. */
export async function checkMemberRows(
  hub: Pick<Hub, 'db'>,
  { organization, rows }: Omit<List, 'by'>,
): Promise<readonly ReportedRow[]> {
  const read = readRows(rows)
  const reported: ReportedRow[] = []
  for (const part of partsOf(read, CHUNK)) {
    reported.push(...(await reportOn(hub, organization, part)).map(withoutOffer))
  }
  return reported
}

interface Offer {
  readonly email: string
  readonly role: Role
}

interface ReadRow extends ReportedRow {
  /** Null where the row says no person to invite. */
  readonly offer: Offer | null
  /** The place whose invitation is void, so that it is renewed with the row's role. */
  readonly renews?: MemberId
}

function readRows(rows: readonly MemberRow[]): readonly ReadRow[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    const offer = readOffer(row)
    if (typeof offer === 'string') return { ...row, outcome: offer, offer: null }
    const key = offer.email.toLowerCase()
    if (seen.has(key)) return { ...row, outcome: 'twice', offer: null }
    seen.add(key)
    return { ...row, outcome: 'invited', offer }
  })
}

function readOffer(row: MemberRow): Offer | Extract<RowOutcome, 'email_invalid' | 'role_unknown'> {
  const role = readRole(row.role)
  try {
    const email = readEmail(row.email)
    return role === null ? 'role_unknown' : { email, role }
  } catch (error) {
    if (error instanceof Refusal && error.code === 'email_invalid') return error.code
    throw error
  }
}

async function reportOn(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
  rows: readonly ReadRow[],
): Promise<readonly ReadRow[]> {
  const keys = rows.flatMap(({ offer }) => (offer === null ? [] : [offer.email.toLowerCase()]))
  const taken = await findTakenEmails(hub, organization, keys)
  const voided = await invitations.listVoid(
    hub.db,
    [...taken.values()].map(({ id }) => id),
  )
  return rows.map((row) => {
    const place = row.offer === null ? undefined : taken.get(row.offer.email.toLowerCase())
    if (place === undefined) return row
    if (voided.has(place.id)) return { ...row, outcome: 'renewed', renews: place.id }
    return { ...row, outcome: place.status === 'invited' ? 'already_invited' : 'already_member' }
  })
}

function withoutOffer({ line, email, role, outcome }: ReadRow): ReportedRow {
  return { line, email, role, outcome }
}
