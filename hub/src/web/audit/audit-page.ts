import {
  badge,
  button,
  buttonRow,
  field,
  form,
  formatDateTime,
  type Html,
  html,
  href,
  linkButton,
  panel,
  select,
  table,
  time,
} from '@lanyard/ui'
import type { WrittenAct } from '../../records/audit/written-act.ts'
import { audit as words } from '../../messages/en/audit.ts'
import { language } from '../../messages/en/language.ts'
import { routes } from '../routes.ts'
import type { TypedFilter } from './read-filter.ts'

/** An act in the words of people. */
export interface ActRow {
  readonly at: number
  readonly who: string
  readonly what: string
  readonly whom: string
  readonly details: readonly string[]
  readonly auditId: string
  readonly seal: WrittenAct['seal']
}

export interface AuditView {
  readonly organization: string
  readonly typed: TypedFilter
  /** The acts that occur, as they are filtered by and as they are called. */
  readonly acts: readonly { readonly value: string; readonly label: string }[]
  /** Null where the filters cannot be taken. */
  readonly rows: readonly ActRow[] | null
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
  readonly isFirst: boolean
}

export function auditPage(view: AuditView): Html {
  const { organization, rows, typed } = view
  return html`<p>${words.lead(organization)}</p>
    ${filters(view)} ${rows !== null && actsTable(view, rows)} ${rows !== null && pager(view)}
    ${rows !== null && exports(typed)}`
}

function filters({ typed, acts }: AuditView): Html {
  const box = (name: 'from' | 'to' | 'person' | 'audit_id', label: string, type: 'date' | 'search') =>
    field({ name, label, type, value: typed[name], autocomplete: 'off', id: `filter-${name}` })
  const isFiltered = Object.values(typed).some((text) => text !== '')
  return panel({
    heading: words.filters,
    children: form({
      action: href(routes.adminSettings.audit),
      method: 'get',
      label: words.filters,
      layout: 'row',
      children: [
        box('from', words.from, 'date'),
        box('to', words.to, 'date'),
        select({
          name: 'act',
          label: words.act,
          value: typed.act,
          options: [{ value: '', label: words.everyAct }, ...acts],
        }),
        box('person', words.person, 'search'),
        box('audit_id', words.auditId, 'search'),
        button({ label: words.apply, kind: 'primary' }),
        isFiltered && linkButton({ label: words.clear, href: href(routes.adminSettings.audit) }),
      ],
    }),
  })
}

function actsTable({ organization }: AuditView, rows: readonly ActRow[]): Html {
  return table({
    caption: words.caption(organization),
    columns: [
      { label: words.when },
      { label: words.who, kind: 'prose' },
      { label: words.what, kind: 'prose' },
      { label: words.seal },
    ],
    rows: rows.map(({ at, who, what, whom, details, auditId, seal }) => [
      time(at, formatDateTime(at, { language })),
      who,
      html`<span>${what}: ${whom}${details.map((detail) => html`<br /><small>${detail}</small>`)}</span>`,
      html`<span
        >${seal === null ? badge({ text: words.waiting }) : words.sealed(seal.batch, seal.place)}<br /><small
          ><code>${auditId}</code></small
        ></span
      >`,
    ]),
    empty: words.empty,
  })
}

function pager({ typed, next, isFirst }: AuditView): Html | false {
  if (next === null && isFirst) return false
  const to = (after: string | null) => href(routes.adminSettings.audit, {}, { ...given(typed), after })
  return buttonRow([
    next !== null && linkButton({ label: words.older, href: to(next) }),
    !isFirst && linkButton({ label: words.newest, href: to(null) }),
  ])
}

function exports(typed: TypedFilter): Html {
  const to = (format: 'csv' | 'json') => href(routes.adminSettings.exportAudit, {}, { ...given(typed), format })
  return panel({
    heading: words.exportHeading,
    children: [
      html`<p>${words.exportLead}</p>`,
      buttonRow([
        linkButton({ label: words.exportCsv, href: to('csv') }),
        linkButton({ label: words.exportJson, href: to('json') }),
      ]),
    ],
  })
}

/** Without what was left empty. */
function given(typed: TypedFilter): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ''))
}
