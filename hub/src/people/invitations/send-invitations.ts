import { randomBytes } from 'node:crypto'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordActs } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import type { Member } from '../members/member.ts'
import { nameDoer } from '../members/name-doer.ts'
import { queueNotices } from '../../records/notices/queue-notice.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import { countInvitationMails } from './count-mails.ts'
import * as invitations from './invitations-store.ts'

/** `link` is shown to the inviter, this once, and mailed; only its hash is kept. */
export interface SentInvitation {
  readonly member: Member
  readonly link: string
}

/**
 * Mails new links for places that no one has taken; older links to them stop working. In the transaction of the
 * caller, who holds the lock of `lockMembers`.
 *
 * @throws {Refusal} `too_many_attempts` with `seconds`, where an address got as many as it may in an hour
 */
export async function sendInvitations(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  organization: OrganizationId,
  members: readonly Member[],
  may: Permit<'invitation.send'>,
): Promise<readonly SentInvitation[]> {
  if (members.length === 0) return []
  const at = hub.now()
  const expiresAt = at + hub.config.lifetimes.invitation
  const { name } = await getOrganization(hub, organization)
  const by = await nameDoer(hub, may.actor)
  await countInvitationMails(
    hub,
    organization,
    members.map(({ email }) => email),
  )
  const made = members.map((member) => ({
    member,
    token: randomBytes(32).toString('base64url'),
    invitation: { id: newId('inv'), member: member.id, expiresAt },
  }))
  await invitations.endOpen(
    hub.db,
    members.map(({ id }) => id),
    at,
  )
  await invitations.insert(hub.db, made, { at, by: may.actor })

  const sent = made.map(({ member, token }) => ({ member, link: `${hub.config.issuer}/invitations/${token}` }))
  const mails = sent.map(({ member, link }) => {
    const details = { organization: name, by, link, expiresAt }
    return { recipient: member.email, content: { kind: 'invitation', details } } as const
  })
  await queueNotices(hub, mails)
  const acts = made.map(({ member, invitation }) => ({
    auditId: newId('aud'),
    organization,
    ...may,
    subject: invitation.id,
    details: { member: member.id, role: member.role },
  }))
  await recordActs(hub, acts)
  return sent
}
