import {
  badge,
  breakable,
  button,
  field,
  form,
  type Html,
  html,
  type HtmlValue,
  href,
  linkButton,
  panel,
  plural,
  select,
  stack,
  table,
  timeIn,
} from '@lanyard/ui'
import type { Instant } from '../../clock.ts'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import type { ListedMember } from '../../people/members/listed-member.ts'
import { toldDialog } from '../logouts/logouts-page.ts'
import type { NotifiedAct } from '../logouts/notified-acts.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { voidedText, voidNote } from './void-invitations.ts'
import { changesFor, isEnding, type MemberChange } from './member-changes.ts'
import { isFiltered, listQuery, listQueryText, type MemberListQuery } from './member-list-query.ts'

/** A person of the organization, or an invitation, as a master sees them. */
export interface MemberRow extends ListedMember {
  /** The master who looks at the page. */
  readonly self: boolean
  /** In products, through this organization. */
  readonly sessions: number
}

export interface MembersView {
  readonly organization: string
  readonly query: MemberListQuery
  readonly members: readonly MemberRow[]
  /** How many fit the filter, on all pages. */
  readonly total: number
  readonly lastPage: number
  readonly now: Instant
  /** How many of the organization's invitations are void. */
  readonly voidInvitations: number
  readonly hints: Hints
  /** What was typed into "Email" before a refusal. */
  readonly email: string
  /** What products say to the act that led here. */
  readonly told: NotifiedAct | null
}

/** The field, also of an address, that tells which part of the list a button was pressed on. */
export const LIST = 'list'

export function membersPage(view: MembersView): Html {
  return stack([
    toldOf(view),
    voidNote(view.voidInvitations),
    filterForm(view),
    membersTable(view),
    pager(view),
    inviteForm(view),
  ])
}

function toldOf({ told, query }: MembersView): Html | false {
  if (told === null) return false
  const list = (act: string | null) => href(routes.adminSettings.members, {}, { ...listQuery(query), told: act })
  return toldDialog(told, { close: list(null), look: list(told.auditId) })
}

function filterForm({ query: { filter } }: MembersView): Html {
  const choices = <Value extends string>(labels: Readonly<Record<Value, string>>) => [
    { value: '', label: words.all },
    ...Object.entries<string>(labels).map(([value, label]) => ({ value, label })),
  ]
  return form({
    action: href(routes.adminSettings.members),
    method: 'get',
    layout: 'row',
    label: words.search,
    children: [
      field({ name: 'search', label: words.search, type: 'search', value: filter.search, hint: words.searchHint }),
      select({ name: 'status', label: words.status, options: choices(words.statuses), value: filter.status }),
      select({ name: 'role', label: words.role, options: choices(words.roles), value: filter.role }),
      select({
        name: 'second_factor',
        label: words.secondFactor,
        options: choices(words.factors),
        value: filter.secondFactor,
      }),
      button({ label: words.show }),
    ],
  })
}

function membersTable(view: MembersView): Html {
  const { organization, members, query } = view
  return table({
    caption: words.caption(organization),
    columns: [
      { label: words.name },
      { label: words.role },
      { label: words.status },
      { label: words.secondFactor },
      { label: words.linkedProducts, kind: 'number' },
      { label: words.endsWithDeactivation },
      { label: words.actions, kind: 'actions' },
    ],
    rows: members.map((member) => [
      memberName(member),
      words.roles[member.role],
      memberStatus(member, view.now),
      secondFactor(member, query),
      member.linkedProducts,
      html`<span id="${endsId(member)}">${endsWith(member)}</span>`,
      actions(member, query),
    ]),
    empty: isFiltered(query.filter) ? words.nobodyFits : words.nobody,
  })
}

function memberName({ account, email, self }: MemberRow): Html {
  if (account === null) return breakable(email)
  const you = self && html` <small>(${words.you})</small>`
  return html`${account.name}${you}<br /><small>${breakable(account.username)}</small>`
}

/** One element, so that it stands in one place of a card on a phone. */
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

/** With the way out for a person who has lost theirs; no one resets their own. */
function secondFactor({ id: member, hasSecondFactor, self }: MemberRow, query: MemberListQuery): Html {
  const state = html`<div>${words.factors[hasSecondFactor ? 'set_up' : 'missing']}</div>`
  if (!hasSecondFactor || self) return state
  const address = href(
    routes.adminSettings.resetSecondFactor,
    { member },
    { [LIST]: listQueryText(query) || undefined },
  )
  return html`<div>${state} <small><a href="${address}">${words.reset.open}</a></small></div>`
}

function endsWith({ status, linkedProducts, sessions }: MemberRow): string {
  if (status === 'inactive' && linkedProducts > 0) return plural(linkedProducts, words.removalEnds, language)
  if (status !== 'active') return words.nothing
  const logIn = linkedProducts === 0 ? words.logIn : plural(linkedProducts, words.logIns, language)
  return sessions === 0 ? logIn : logIn + plural(sessions, words.openSessions, language)
}

function endsId({ id }: MemberRow): string {
  return `${id}-ends`
}

function actions(member: MemberRow, query: MemberListQuery): HtmlValue[] {
  const change = (change: MemberChange, label: string, describedBy?: string) =>
    form({
      action: href(routes.adminSettings.changeMember, { member: member.id, change }),
      // A page asks before anything ends.
      method: isEnding(change) ? 'get' : 'post',
      fields: { [LIST]: listQueryText(query) || undefined },
      layout: 'inline',
      children: button({ label, describedBy }),
    })
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
  const describedBy = { deactivate: endsId(member), remove: endsId(member) } as const
  return changesFor(member).map((name) =>
    change(name, labels[name], name === 'deactivate' || name === 'remove' ? describedBy[name] : undefined),
  )
}

function pager({ query, total, lastPage }: MembersView): Html {
  const { page, filter } = query
  const at = (page: number) => href(routes.adminSettings.members, {}, listQuery({ filter, page }))
  return html`<nav class="actions" aria-label="${words.pages}">
    <span>${plural(total, words.found, language)}</span>
    ${page > 1 && linkButton({ label: words.previous, href: at(page - 1) })}
    ${lastPage > 1 && html`<span>${words.page(page, lastPage)}</span>`}
    ${page < lastPage && linkButton({ label: words.next, href: at(page + 1) })}
    ${isFiltered(filter) && html`<a href="${href(routes.adminSettings.members)}">${words.showAll}</a>`}
    ${total > 0 && html`<a href="${href(routes.adminSettings.exportMembers, {}, listQuery({ filter, page: 1 }))}">${words.export}</a>`}
  </nav>`
}

function inviteForm({ email, hints }: MembersView): Html {
  const box = field({
    name: 'email',
    label: words.email,
    type: 'email',
    autocomplete: 'off',
    value: email,
    hint: words.emailHint,
    error: hints('email'),
    required: true,
  })
  return panel({
    heading: words.inviteHeading,
    children: form({
      action: href(routes.adminSettings.members),
      layout: 'row',
      children: [box, button({ label: words.invite, kind: 'primary' })],
    }),
    actions: linkButton({ label: words.inviteMany, href: href(routes.adminSettings.importMembers) }),
  })
}
