import { inTransaction } from '@lanyard/storage'
import type { Caller } from '../../actor.ts'
import { permit } from '../permits/permit.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { MemberId, OrganizationId } from '../../ids.ts'
import { getMember } from '../members/find-member.ts'
import type { Member, Role } from '../members/member.ts'
import { findTakenEmails, offerPlace, reofferPlaces, withdrawPlace } from '../members/offer-place.ts'
import { readEmail } from '../../names.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { Refusal } from '../../refusal.ts'
import * as invitations from './invitations-store.ts'
import { type SentInvitation, sendInvitations } from './send-invitations.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

/**
 * Offers a person a place in the organization. The mail holds a link that works once, for the lifetime of invitations.
 * An invitation to that address that is void counts as none: it is renewed, with this role.
 *
 * @param request.by a master of the organization, or the operator for its first one (A5)
 * @throws {Refusal} `not_a_master`, `proof_required`, `email_invalid`, `already_member` (a person of that address has a place),
 *   `organization_invalid`, `too_many_attempts`
 */
export async function inviteMember(
  hub: Part,
  request: {
    readonly organization: OrganizationId
    readonly email: string
    readonly role: Role
    readonly by: Caller
  },
): Promise<SentInvitation> {
  const { organization, role, by } = request
  const email = readEmail(request.email)
  return inTransaction(hub, async (hub) => {
    await getOrganization(hub, organization)
    await lockMembers(hub.db, organization)
    const may = await permit(hub, 'invitation.send', by, { organization })
    const place =
      (await reofferVoid(hub, request, email)) ?? (await offerPlace(hub, { organization, email, role, by: may.actor }))
    return send(hub, place, may)
  })
}

/** @returns null where the address has no place, or one whose invitation is not void */
async function reofferVoid(
  hub: Part,
  { organization, role }: { readonly organization: OrganizationId; readonly role: Role },
  email: string,
): Promise<Member | null> {
  const key = email.toLowerCase()
  const taken = (await findTakenEmails(hub, organization, [key])).get(key)
  if (taken === undefined || !(await invitations.listVoid(hub.db, [taken.id])).has(taken.id)) return null
  const [place = null] = await reofferPlaces(hub, [{ id: taken.id, role }])
  return place
}

/**
 * Sends a new link for a place that no one has taken yet; the old one stops working. From then on `by` stands behind the
 * invitation, and no one else.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown`, `already_member` (the place is taken), `too_many_attempts`
 */
export async function resendInvitation(
  hub: Part,
  { member: id, by }: { readonly member: MemberId; readonly by: Caller },
): Promise<SentInvitation> {
  return inTransaction(hub, async (hub) => {
    const { organization } = await getMember(hub, id)
    await lockMembers(hub.db, organization)
    const may = await permit(hub, 'invitation.send', by, { organization })
    const member = await getMember(hub, id)
    if (member.status !== 'invited') throw new Refusal('already_member', { account: member.email })
    return send(hub, member, may)
  })
}

/**
 * Takes an offer back: the place and its link are gone.
 *
 * @throws {Refusal} `not_a_master`, `proof_required`, `member_unknown`, `already_member` (the place is taken)
 */
export async function withdrawInvitation(
  hub: Part,
  { member: id, by }: { readonly member: MemberId; readonly by: Caller },
): Promise<void> {
  await inTransaction(hub, async (hub) => {
    const member = await getMember(hub, id)
    await lockMembers(hub.db, member.organization)
    const may = await permit(hub, 'invitation.withdraw', by, member)
    // Before the place is gone, and with it the name of the person.
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: member.organization,
      ...may,
      subject: id,
    })
    await withdrawPlace(hub, member)
  })
}

async function send(hub: Part, member: Member, may: Permit<'invitation.send'>): Promise<SentInvitation> {
  const [sent] = await sendInvitations(hub, member.organization, [member], may)
  if (sent === undefined) throw new Error(`No invitation for ${member.id}`)
  return sent
}
