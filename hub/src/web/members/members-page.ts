import {
  button,
  field,
  form,
  type Html,
  html,
  href,
  linkButton,
  listPager,
  plural,
  select,
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
import {
  addressOfList,
  isFiltered,
  LIST,
  listQuery,
  listQueryText,
  type MemberListQuery,
  pageSizes,
} from './member-list-query.ts'
import { memberCells, memberColumns, type MemberRow } from './member-row.ts'
import { voidNote } from './void-invitations.ts'

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
    fields: { [LIST]: listQueryText(query) || undefined },
    children: [
      box,
      button({ label: words.invite, kind: 'primary' }),
      linkButton({ label: words.inviteMany, href: href(routes.adminSettings.importMembers) }),
    ],
  })
}

function filterForm({ query, products }: MembersView): Html {
  const { filter } = query
  const choices = <Value extends string>(labels: Readonly<Record<Value, string>>) => [
    { value: '', label: words.all },
    ...Object.entries<string>(labels).map(([value, label]) => ({ value, label })),
  ]
  const notLinked = [
    { value: '', label: words.all },
    { value: 'any', label: words.notLinkedAtAll },
    ...products.map(({ id, name }) => ({ value: id, label: words.notLinkedTo(name) })),
  ]
  // A new filter begins at the first page, of the size and order that were chosen.
  const { sort, order, size } = listQuery(query)
  return form({
    action: href(routes.adminSettings.members),
    method: 'get',
    layout: 'filter',
    label: words.search,
    fields: { sort, order, size },
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
      select({ name: 'not_linked', label: words.linkedProducts, options: notLinked, value: filter.notLinked }),
      button({ label: words.show }),
    ],
  })
}

/** How many there are, the way through the pages, and those who fit the filter as a file. */
function pagerOf({ query, total, lastPage }: MembersView): Html {
  const { page, size, filter } = query
  const { sort: _sort, order: _order, size: _size, page: _page, ...filtered } = listQuery(query)
  return listPager({
    words,
    found: plural(total, words.found, language),
    page,
    lastPage,
    sizes: total > Math.min(...pageSizes) ? pageSizes : [],
    size,
    at: (place) => addressOfList({ ...query, ...place }),
    children: [
      isFiltered(filter) && html`<a href="${href(routes.adminSettings.members)}">${words.showAll}</a>`,
      total > 0 && html`<a href="${href(routes.adminSettings.exportMembers, {}, filtered)}">${words.export}</a>`,
    ],
  })
}
