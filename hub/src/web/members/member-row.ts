import {
  badge,
  breakable,
  type Html,
  html,
  type HtmlValue,
  href,
  menu,
  type MenuItem,
  plural,
  sortBy,
  type TableColumn,
  timeIn,
} from '@lanyard/ui'
import type { Instant } from '../../clock.ts'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import type { ListedMember, MemberSorting } from '../../people/members/listed-member.ts'
import { routes } from '../routes.ts'
import { changesFor, isEnding, type MemberChange, nameOf } from './member-changes.ts'
import { addressOfList, fieldsOfList, type MemberListQuery } from './member-list-query.ts'
import { voidedText } from './void-invitations.ts'

/** A person of the organization, or an invitation, as a master sees them. */
export interface MemberRow extends ListedMember {
  /** The master who looks at the page. */
  readonly self: boolean
  /** In products, through this organization. */
  readonly sessions: number
}

export function memberColumns(query: MemberListQuery): TableColumn[] {
  const sort = (by: MemberSorting) => sortBy(by, query.order, (order) => addressOfList({ ...query, page: 1, order }))
  return [
    { label: words.name, sort: sort('name') },
    { label: words.username, kind: 'prose', sort: sort('address') },
    { label: words.role, kind: 'plain', sort: sort('role') },
    { label: words.status, kind: 'plain', sort: sort('status') },
    { label: words.secondFactor },
    { label: words.products, kind: 'number' },
    { label: words.actions, kind: 'actions' },
  ]
}

/** An invitation is named by the address it went to; a person has a name, and the username below it in the next column. */
export function memberCells(member: MemberRow, { query, now }: { query: MemberListQuery; now: Instant }): HtmlValue[] {
  const { account, self, hasSecondFactor } = member
  return [
    account === null
      ? breakable(member.email)
      : html`${breakable(account.name)}${self && html` <small>(${words.you})</small>`}`,
    account?.username ?? '',
    words.roles[member.role],
    memberStatus(member, now),
    words.factors[hasSecondFactor ? 'set_up' : 'missing'],
    member.linkedProducts,
    memberMenu(member, query),
  ]
}

/** One element, so that it stands in one place where a row is no line. */
function memberStatus({ status, invitationExpiresAt, invitationVoidedBy }: MemberRow, now: Instant): Html {
  if (status !== 'invited') return badge({ text: words.statuses[status], kind: status === 'active' ? 'good' : 'bad' })
  const invited = badge({ text: words.statuses.invited })
  if (invitationVoidedBy !== null) {
    const state = badge({ text: words.voided.status, kind: 'warning' })
    return html`<div>${invited} ${state} <small>${voidedText(invitationVoidedBy)}</small></div>`
  }
  const until = invitationExpiresAt ?? 0
  if (until <= now) return html`<div>${invited} ${badge({ text: words.expired, kind: 'warning' })}</div>`
  return html`<div>${invited} <small>${timeIn(words.until, until, { language, style: 'date' })}</small></div>`
}

/** What can be done for the person; what ends something for them says how much, and leads to a page that asks. */
function memberMenu(member: MemberRow, query: MemberListQuery): Html {
  const labels = {
    activate: words.activate,
    deactivate: words.deactivate,
    'end-sessions': words.endSessions,
    'make-master': words.makeMaster,
    'make-member': words.makeMember,
    remove: words.remove,
    'invite-again': member.invitationVoidedBy === null ? words.inviteAgain : words.voided.renew,
    withdraw: words.withdraw,
  } as const satisfies Record<MemberChange, string>
  const fields = fieldsOfList(query)
  const items = changesFor(member).map((change): MenuItem => ({
    label: labels[change],
    action: href(routes.adminSettings.changeMember, { member: member.id, change }),
    method: isEnding(change) ? 'get' : 'post',
    fields,
    note: change === 'deactivate' || change === 'remove' ? endsWith(member) : undefined,
  }))
  return menu({
    id: `acts-${member.id}`,
    label: words.actions,
    of: nameOf(member),
    heading: nameOf(member),
    items: [...items, ...resetItem(member, fields)],
  })
}

/** The way out for a person who has lost their second factor; no one resets their own. */
function resetItem({ id: member, hasSecondFactor, self }: MemberRow, fields: Record<string, string | undefined>) {
  if (!hasSecondFactor || self) return []
  return [{ label: words.reset.open, href: href(routes.adminSettings.resetSecondFactor, { member }, fields) }]
}

function endsWith({ status, linkedProducts, sessions }: MemberRow): string {
  if (status === 'inactive' && linkedProducts > 0) return plural(linkedProducts, words.removalEnds, language)
  if (status !== 'active') return words.nothing
  const logIn = linkedProducts === 0 ? words.logIn : plural(linkedProducts, words.logIns, language)
  return sessions === 0 ? logIn : logIn + plural(sessions, words.openSessions, language)
}
