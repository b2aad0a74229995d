import { limitsFor } from '@lanyard/guard'
import { inTransaction } from '@lanyard/storage'
import { foldAddress, tidyCopied } from '@lanyard/text'
import type { Account } from '../accounts/account.ts'
import { createAccount } from '../accounts/create-account.ts'
import { holdAccount } from '../accounts/lock-account.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { getMember } from '../members/find-member.ts'
import type { ActiveMember, Member } from '../members/member.ts'
import { takePlace } from '../members/offer-place.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { namesOf } from '../passwords/places-of.ts'
import { readPassword } from '../passwords/read-password.ts'
import { storePassword } from '../passwords/set-password.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { Refusal } from '../../refusal.ts'
import { assertGiversStand, getInvitation } from './find-invitation.ts'
import type { Invitation } from './invitation.ts'
import * as invitations from './invitations-store.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>
type Asking = Part & Pick<Hub, 'short'>

/**
 * The person who opened the link gets an account of their own and the place that it offers. The second factor follows at the
 * first login (A7). The address that the link was sent to becomes the account's; it joins no account that exists, and it is
 * not proven: the inviter has seen the link, too, and may have named anyone's address (T7). No other address is taken
 * for a username, since nothing shows that it is theirs; and usernames are asked for as often as a password may be.
 *
 * @throws {Refusal} `invitation_expired`, `invitation_void`, `account_taken`, `username_invalid`, `username_foreign`, `name_invalid`, `too_many_attempts`, and those of
 *   `readPassword`
 */
export async function acceptInvitation(
  hub: Asking,
  request: {
    readonly token: string
    readonly name: string
    readonly username: string
    readonly password: string
    /** The hub's name, which is no password. */
    readonly hubName: string
    /** Where in the network the request comes from. */
    readonly source: string
  },
): Promise<{ readonly account: Account; readonly member: ActiveMember }> {
  const hash = await readChosen(hub, request)
  return inTransaction(hub, async (hub) => {
    const { invitation, place } = await consume(hub, request.token)
    const { name, username } = request
    const account = await createAccount(hub, { name, username, email: place.email, by: 'hub' })
    await storePassword(hub, { account, hash, by: `account:${account.id}` })
    return { account, member: await join(hub, invitation, { place, account: account.id }) }
  })
}

/** Without an invitation, no request gets the hub to weigh and hash a password. */
async function readChosen(
  hub: Asking,
  request: { token: string; name: string; username: string; password: string; hubName: string; source: string },
): Promise<string> {
  const { token, name, username, password, hubName, source } = request
  const { member, organization } = await getInvitation(hub, token)
  await takeTry(hub, limitsFor('invitation', member.id, source))
  if (tidyCopied(username).includes('@') && foldAddress(username) !== foldAddress(member.email)) {
    throw new Refusal('username_foreign', { email: member.email })
  }
  return readPassword(password, { name, username, email: member.email, places: [hubName, ...namesOf(organization)] })
}

/**
 * The person who opened the link takes the place with the account that they have. The page has them log in for it first.
 *
 * @throws {Refusal} `invitation_expired`, `invitation_void`, `already_member`, `credentials_invalid` (no such account)
 */
export async function acceptInvitationAs(
  hub: Part,
  { token, account }: { readonly token: string; readonly account: AccountId },
): Promise<ActiveMember> {
  return inTransaction(hub, async (hub) => {
    await holdAccount(hub.db, account)
    const { invitation, place } = await consume(hub, token)
    return join(hub, invitation, { place, account })
  })
}

/**
 * Uses the link, in a transaction that holds the organization from before: either this commits first, and the person has
 * the place; or the commit that ends an inviter's right does, and the invitation is void.
 */
async function consume(hub: Part, token: string): Promise<{ readonly invitation: Invitation; readonly place: Member }> {
  const open = await invitations.findOpen(hub.db, token, hub.now())
  if (open === null) throw new Refusal('invitation_expired')
  const place = await getMember(hub, open.member)
  await lockMembers(hub.db, place.organization)
  const invitation = await invitations.consume(hub.db, token, hub.now())
  if (invitation === null) throw await whyNot(hub, token)
  await assertGiversStand(hub, invitation, place)
  return { invitation, place }
}

async function whyNot(hub: Part, token: string): Promise<Refusal> {
  const isVoid = (await invitations.findOpen(hub.db, token, hub.now())) !== null
  return new Refusal(isVoid ? 'invitation_void' : 'invitation_expired')
}

async function join(
  hub: Part,
  invitation: Invitation,
  { place: { organization }, account }: { readonly place: Member; readonly account: AccountId },
): Promise<ActiveMember> {
  const member = await takePlace(hub, { member: invitation.member, account })
  await recordAct(hub, {
    auditId: newId('aud'),
    organization,
    actor: `account:${account}`,
    action: 'invitation.accept',
    subject: invitation.id,
    details: { member: member.id },
  })
  return member
}
