import {
  button,
  field,
  form,
  type Html,
  html,
  href,
  linkButton,
  isFiltered,
  listFilter,
  listPager,
  stack,
  table,
} from '@lanyard/ui'
import type { Instant } from '../../clock.ts'
import type { ModuleId } from '../../ids.ts'
import { language } from '../../messages/en/language.ts'
import { members as words } from '../../messages/en/members.ts'
import { toldDialog } from '../logouts/logouts-page.ts'
import type { NotifiedAct } from '../logouts/notified-acts.ts'
import type { Hints } from '../refusal-notice.ts'
import { routes } from '../routes.ts'
import { addressOfList, fieldsOfList, filterQuery, listQuery, type MemberListQuery } from './member-list-query.ts'
import { memberCells, memberColumns, type MemberRow } from './member-row.ts'
import { voidNote } from './void-invitations.ts'

export interface MembersView {
  readonly organization: string
  readonly query: MemberListQuery
  readonly members: readonly MemberRow[]
  /** How many fit the filter, on all pages. */
  readonly total: number
  readonly now: Instant
  /** How many of the organization's invitations are void. */
  readonly voidInvitations: number
  readonly hints: Hints
  /** The products that the organization is connected to. */
  readonly products: readonly { readonly id: ModuleId; readonly name: string }[]
  /** What was typed into "Email" before a refusal. */
  readonly email: string
  /** What products say to the act that led here. */
  readonly told: NotifiedAct | null
}

export function membersPage(view: MembersView): Html {
  const { query } = view
  return stack([
    toldOf(view),
    voidNote(view.voidInvitations, query),
    inviteForm(view),
    filterForm(view),
    table({
      caption: words.caption(view.organization),
      tight: true,
      columns: memberColumns(query),
      rows: view.members.map((member) => memberCells(member, view)),
      empty: isFiltered(query.filter) ? words.noneFound : words.empty,
    }),
    pagerOf(view),
  ])
}

function toldOf({ told, query }: MembersView): Html | false {
  if (told === null) return false
  const list = (act: string | null) => href(routes.adminSettings.members, {}, { ...listQuery(query), told: act })
  return toldDialog(told, { close: list(null), look: list(told.auditId) })
}

function inviteForm({ email, hints, query }: MembersView): Html {
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
  return form({
    action: href(routes.adminSettings.members),
    layout: 'row',
    label: words.inviteHeading,
    fields: fieldsOfList(query),
    children: [
      box,
      button({ label: words.invite, kind: 'primary' }),
      linkButton({ label: words.inviteMany, href: href(routes.adminSettings.importMembers) }),
    ],
  })
}

function filterForm({ query, products }: MembersView): Html {
  const optionsOf = (labels: Readonly<Record<string, string>>) =>
    Object.entries(labels).map(([value, label]) => ({ value, label }))
  const notLinked = [
    { value: 'any', label: words.notLinkedAtAll },
    ...products.map(({ id, name }) => ({ value: id, label: words.notLinkedTo(name) })),
  ]
  return listFilter({
    words,
    action: href(routes.adminSettings.members),
    query: listQuery(query),
    choices: [
      { name: 'status', label: words.status, options: optionsOf(words.statuses) },
      { name: 'role', label: words.role, options: optionsOf(words.roles) },
      { name: 'second_factor', label: words.secondFactor, options: optionsOf(words.factors) },
      { name: 'not_linked', label: words.linkedProducts, options: notLinked },
    ],
  })
}

/** How many there are, the way through the pages, and those who fit the filter as a file. */
function pagerOf({ query, total }: MembersView): Html {
  const { filter } = query
  const file = href(routes.adminSettings.exportMembers, {}, filterQuery(filter))
  return listPager({
    words: { ...words, language },
    place: query,
    total,
    at: (place) => addressOfList({ ...query, ...place }),
    children: [
      isFiltered(filter) && html`<a href="${href(routes.adminSettings.members)}">${words.showAll}</a>`,
      total > 0 && html`<a href="${file}">${words.export}</a>`,
    ],
  })
}
