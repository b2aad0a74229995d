import { deleteAccount } from '@lanyard/hub/src/connections/rights/delete-account.ts'
import { findLastAct } from '@lanyard/hub/src/records/audit/find-last-act.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import type { MemberId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { activateMember, deactivateMember } from '@lanyard/hub/src/connections/rights/change-status.ts'
import { endMemberSessions } from '@lanyard/hub/src/people/members/end-member-sessions.ts'
import { findMembership } from '@lanyard/hub/src/people/members/find-member.ts'
import type { Member } from '@lanyard/hub/src/people/members/member.ts'
import { removeMember } from '@lanyard/hub/src/connections/rights/remove-member.ts'
import { endOwnSessions } from '@lanyard/hub/src/people/sessions/end-own-sessions.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import { Refused } from '../refused.ts'
import { getAccount } from './accounts.ts'
import { organizationId, text } from './arguments.ts'
import { type Command, command } from './command.ts'

/** What a master does on the page of members, done by the operator. */
type Change = (hub: Hub, change: { readonly member: MemberId; readonly by: `operator:${string}` }) => Promise<unknown>

export const activateMemberCommand = changing(
  'member activate',
  activateMember,
  messages.operator.memberActivated,
  'active',
)
export const deactivateMemberCommand = changing(
  'member deactivate',
  deactivateMember,
  messages.operator.memberDeactivated,
  'inactive',
)
export const endMemberSessionsCommand = changing(
  'member end-sessions',
  endMemberSessions,
  messages.operator.memberSessionsEnded,
)
export const removeMemberCommand = changing('member remove', removeMember, messages.operator.memberRemoved)

/** For an account as a whole: every organization of the person, and every session at the hub. */
export const endAccountSessionsCommand = command({
  name: 'account end-sessions',
  arguments: 'ACCOUNT',
  places: ['account'],
  input: z.strictObject({ account: text }),
  async run(operator, { account: username }) {
    const hub = await operator.hub()
    const { id } = await getAccount(hub, username)
    await endOwnSessions(hub, { account: id, by: operator.actor })
    operator.say(messages.operator.accountSessionsEnded(username))
    return { id, username }
  },
})

/** There is no way back, so the username is given twice: once as the account, once as what is meant. */
export const deleteAccountCommand = command({
  name: 'account delete',
  arguments: 'ACCOUNT --confirm ACCOUNT',
  places: ['account'],
  options: { confirm: { type: 'string' } },
  input: z.strictObject({ account: text, confirm: text }),
  async run(operator, { account: username, confirm }) {
    if (confirm !== username) throw new Refused('form_invalid', messages.operator.notConfirmed(username))
    const hub = await operator.hub()
    const { id } = await getAccount(hub, username)
    await deleteAccount(hub, { account: id, by: operator.actor })
    operator.say(messages.operator.accountDeleted(username))
    return { id, username, deleted: true }
  },
})

/** @param to what the member is afterwards, so that done again it says so */
function changing(
  name: string,
  change: Change,
  said: (account: string, organization: string) => string,
  to?: 'active' | 'inactive',
): Command {
  return command({
    name,
    arguments: 'ORG ACCOUNT',
    places: ['organization', 'account'],
    input: z.strictObject({ organization: organizationId, account: text }),
    async run(operator, { organization, account }) {
      const hub = await operator.hub()
      const { id: member, status } = await getMember(hub, organization, account)
      await change(hub, { member, by: operator.actor })
      const isDone = status === to
      const action = to === 'active' ? 'member.activate' : 'member.deactivate'
      const since = isDone ? await findLastAct(hub, { organization, action, subject: member }) : null
      const { already, memberIs } = messages.operator
      operator.say(isDone ? already(memberIs(account, organization, status), since) : said(account, organization))
      return { organization, account, member, ...(to !== undefined && { changed: !isDone }) }
    },
  })
}

/** @throws {Refused} `account_unknown`, `member_unknown` */
async function getMember(hub: Hub, organization: OrganizationId, username: string): Promise<Member> {
  const account = await getAccount(hub, username)
  const member = await findMembership(hub, account.id, organization)
  if (member === null) throw new Refused('member_unknown', messages.operator.noMember(username, organization))
  return member
}
