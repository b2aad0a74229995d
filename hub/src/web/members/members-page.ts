import { badge, field, form, formatDate, type Html, html, href, panel, plural, table, time, button } from '@lanyard/ui'
import type { MemberId } from '../../ids.ts'
import { language } from '../../messages/en/language.ts'
import { pages } from '../../messages/en/pages.ts'
import type { Role } from '../../members/member.ts'
import { routes } from '../routes.ts'

const words = pages.members

/** A person of the organization, as a master sees them. */
export interface MemberRow {
  readonly id: MemberId
  readonly name: string
  readonly username: string
  readonly role: Role
  readonly status: 'active' | 'inactive'
  /** The master who looks at the page. */
  readonly self: boolean
  /** Products that the person logs in to through here: what a deactivation ends. */
  readonly linkedProducts: number
}

/** A place that was offered and that nobody has taken yet. */
export interface PendingInvitation {
  readonly id: MemberId
  readonly email: string
  readonly expiresAt: number
  readonly expired: boolean
}

export interface MembersView {
  readonly organization: string
  readonly members: readonly MemberRow[]
  readonly pending: readonly PendingInvitation[]
  /** What was typed into "Email" before a refusal. */
  readonly email: string
}

/** What a press on a button of a row does; also the last segment of the address that it is sent to. */
export type MemberChange = 'activate' | 'deactivate' | 'make-master' | 'make-member' | 'invite-again' | 'withdraw'

export function membersPage(view: MembersView): Html {
  return html`${membersTable(view)} ${inviteForm(view)} ${view.pending.length > 0 && pendingTable(view)}`
}

function membersTable({ organization, members }: MembersView): Html {
  return table({
    caption: words.caption(organization),
    columns: [
      { label: words.name },
      { label: words.role },
      { label: words.status },
      { label: words.endsWithDeactivation },
      { label: words.actions, kind: 'actions' },
    ],
    rows: members.map((member) => [
      memberName(member),
      words.roles[member.role],
      badge({ text: words.statuses[member.status], kind: member.status === 'active' ? 'good' : 'bad' }),
      html`<span id="${endsId(member)}">${endsWith(member)}</span>`,
      [statusButton(member), roleButton(member)],
    ]),
    empty: words.nobody,
  })
}

function memberName({ name, username, self }: MemberRow): Html {
  return html`${name}${self && html` <small>(${words.you})</small>`}<br /><small>${username}</small>`
}

function endsWith({ status, linkedProducts }: MemberRow): string {
  return status === 'inactive'
    ? words.nothing
    : linkedProducts === 0
      ? words.logIn
      : plural(linkedProducts, words.logIns, language)
}

function endsId({ id }: MemberRow): string {
  return `${id}-ends`
}

function statusButton(member: MemberRow): Html {
  if (member.status === 'inactive') return changeButton(member.id, 'activate', words.activate)
  return changeButton(member.id, 'deactivate', words.deactivate, endsId(member))
}

function roleButton({ id, role }: MemberRow): Html {
  if (role === 'member') return changeButton(id, 'make-master', words.makeMaster)
  return changeButton(id, 'make-member', words.makeMember)
}

function changeButton(member: MemberId, change: MemberChange, label: string, describedBy?: string): Html {
  return form({
    action: href(routes.adminSettings.changeMember, { member, change }),
    layout: 'inline',
    children: button({ label, describedBy }),
  })
}

function inviteForm({ email }: MembersView): Html {
  const box = field({
    name: 'email',
    label: words.email,
    type: 'email',
    autocomplete: 'off',
    value: email,
    hint: words.emailHint,
    required: true,
  })
  return panel({
    heading: words.inviteHeading,
    children: form({
      action: href(routes.adminSettings.members),
      layout: 'row',
      children: [box, button({ label: words.invite, kind: 'primary' })],
    }),
  })
}

function pendingTable({ pending }: MembersView): Html {
  return panel({
    heading: words.pendingHeading,
    children: table({
      caption: words.pendingCaption,
      columns: [{ label: words.address }, { label: words.expiresAt }, { label: words.actions, kind: 'actions' }],
      rows: pending.map((invitation) => [
        invitation.email,
        expiry(invitation),
        [
          changeButton(invitation.id, 'invite-again', words.inviteAgain),
          changeButton(invitation.id, 'withdraw', words.withdraw),
        ],
      ]),
      empty: words.nobody,
    }),
  })
}

function expiry({ expiresAt, expired }: PendingInvitation): Html {
  if (expired) return badge({ text: words.expired, kind: 'warning' })
  return time(expiresAt, formatDate(expiresAt, { language }))
}
