import type { Person } from '../../actor.ts'
import type { ActName } from '../../records/acts/rules.ts'
import type { Hub } from '../../hub.ts'
import type { AuditId, MemberId } from '../../ids.ts'
import { resendInvitation, withdrawInvitation } from '../../people/invitations/invite-member.ts'
import type { SentInvitation } from '../../people/invitations/send-invitations.ts'
import { makeMaster, makeMember } from '../../connections/rights/change-role.ts'
import { activateMember, deactivateMember } from '../../connections/rights/change-status.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import type { ListedMember } from '../../people/members/listed-member.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { members as words } from '../../messages/en/members.ts'
import type { Outcome } from '../outcome.ts'

interface Change {
  readonly member: MemberId
  readonly by: Person
  readonly auditId: AuditId
}

interface MemberChangeRule {
  /** Whose rule says who may press the button. */
  readonly act: ActName
  /** It ends something for the person, so that a page says what before it is done. */
  readonly ends: boolean
  /** What is said when it is done. */
  readonly run: (hub: Hub, listed: ListedMember, change: Change) => Promise<Outcome>
}

/** Every button of a row; the key is also the last segment of the address that it leads to. */
export const memberChanges = {
  activate: {
    act: 'member.activate',
    ends: false,
    run: async (hub, listed, change) => {
      await activateMember(hub, change)
      return { text: words.activated(nameOf(listed)) }
    },
  },
  deactivate: {
    act: 'member.deactivate',
    ends: true,
    run: async (hub, listed, change) => {
      await deactivateMember(hub, change)
      return { text: words.deactivated(nameOf(listed)) }
    },
  },
  'end-sessions': {
    act: 'member.end_sessions',
    ends: true,
    run: async (hub, listed, change) => {
      await endMemberSessions(hub, change)
      return { text: words.sessionsEnded(nameOf(listed)) }
    },
  },
  'make-master': {
    act: 'member.make_master',
    ends: false,
    run: async (hub, listed, change) => {
      await makeMaster(hub, change)
      return { text: words.madeMaster(nameOf(listed)) }
    },
  },
  'make-member': {
    act: 'member.make_member',
    ends: true,
    run: async (hub, listed, change) => {
      await makeMember(hub, change)
      return { text: words.madeMember(nameOf(listed)) }
    },
  },
  remove: {
    act: 'member.remove',
    ends: true,
    run: async (hub, listed, change) => {
      await removeMember(hub, change)
      return { text: words.removed(nameOf(listed)) }
    },
  },
  'invite-again': {
    act: 'invitation.send',
    ends: false,
    run: async (hub, _listed, change) => invited(await resendInvitation(hub, change)),
  },
  withdraw: {
    act: 'invitation.withdraw',
    ends: true,
    run: async (hub, listed, change) => {
      await withdrawInvitation(hub, change)
      return { text: words.withdrawn(nameOf(listed)) }
    },
  },
} as const satisfies Record<string, MemberChangeRule>

export type MemberChange = keyof typeof memberChanges

/** The buttons of a member's row, in their order; what is not among them has no more to change. */
export function changesFor({ status, role, self }: ListedMember & { readonly self: boolean }): MemberChange[] {
  if (status === 'invited') return ['invite-again', 'withdraw']
  const changeRole = role === 'member' ? 'make-master' : 'make-member'
  if (status === 'inactive') return ['activate', changeRole, 'remove']
  // Viewers end their own sessions under Profile Settings.
  return self ? ['deactivate', changeRole] : ['deactivate', 'end-sessions', changeRole]
}

/** Those that a page asks about first. */
export type Ending = {
  [Name in MemberChange]: (typeof memberChanges)[Name]['ends'] extends true ? Name : never
}[MemberChange]

export function isChange(text: string): text is MemberChange {
  return Object.hasOwn(memberChanges, text)
}

export function isEnding(change: MemberChange): change is Ending {
  return memberChanges[change].ends
}

export function nameOf({ account, email }: ListedMember): string {
  return account?.name ?? email
}

export function invited({ member, link }: SentInvitation): Outcome {
  return { text: words.invited(member.email), link: { label: words.invitationLink, address: link } }
}
