import { inTransaction } from '@lanyard/storage'
import type { Account } from '../accounts/account.ts'
import { createAccount } from '../accounts/create-account.ts'
import { recordAct } from '../audit/record-act.ts'
import type { Hub } from '../hub.ts'
import { newId } from '../ids.ts'
import type { AccountId } from '../ids.ts'
import { getMember } from '../members/find-member.ts'
import type { ActiveMember } from '../members/member.ts'
import { takePlace } from '../members/offer-place.ts'
import { lockMembers } from '../organizations/lock-organization.ts'
import { readPassword } from '../passwords/read-password.ts'
import { storePassword } from '../passwords/set-password.ts'
import { Refusal } from '../refusal.ts'
import { getInvitation } from './find-invitation.ts'
import type { Invitation } from './invitation.ts'
import * as invitations from './invitations-store.ts'

type Part = Pick<Hub, 'db' | 'config' | 'now'>

/**
 * Whoever opened the link gets an account of their own and the place that it offers. The second factor follows at the
 * first log-in (A7). The address that the link was sent to becomes the account's; it joins no account that exists, and it is
 * not proven: whoever invited has seen the link, too, and may have named anybody's address (T7).
 *
 * @throws {Refusal} `invitation_expired`, `account_taken`, `username_invalid`, `name_invalid`, and those of
 *   `readPassword`
 */
export async function acceptInvitation(
  hub: Part,
  request: {
    readonly token: string
    readonly name: string
    readonly username: string
    readonly password: string
    /** The hub's name, which is no password. */
    readonly hubName: string
  },
): Promise<{ readonly account: Account; readonly member: ActiveMember }> {
  const hash = await readChosen(hub, request)
  return inTransaction(hub, async (hub) => {
    const invitation = await consume(hub, request.token)
    const { email } = await getMember(hub, invitation.member)
    const { name, username } = request
    const account = await createAccount(hub, { name, username, email, by: 'hub' })
    await storePassword(hub, { account, hash, by: `account:${account.id}` })
    return { account, member: await join(hub, invitation, account.id) }
  })
}

/** Nobody without an invitation gets the hub to weigh and hash a password. */
async function readChosen(
  hub: Part,
  request: { token: string; name: string; username: string; password: string; hubName: string },
): Promise<string> {
  const { token, name, username, password, hubName } = request
  const { member, organization } = await getInvitation(hub, token)
  return readPassword(password, { name, username, email: member.email, places: [hubName, organization.name] })
}

/**
 * Whoever opened the link takes the place with the account that they have. The page has them log in for it first.
 *
 * @throws {Refusal} `invitation_expired`, `already_member`
 */
export async function acceptInvitationAs(
  hub: Part,
  { token, account }: { readonly token: string; readonly account: AccountId },
): Promise<ActiveMember> {
  return inTransaction(hub, async (hub) => join(hub, await consume(hub, token), account))
}

async function consume(hub: Part, token: string): Promise<Invitation> {
  const invitation = await invitations.consume(hub.db, token, hub.now())
  if (invitation === null) throw new Refusal('invitation_expired')
  return invitation
}

async function join(hub: Part, invitation: Invitation, account: AccountId): Promise<ActiveMember> {
  const { organization } = await getMember(hub, invitation.member)
  await lockMembers(hub.db, organization)
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
