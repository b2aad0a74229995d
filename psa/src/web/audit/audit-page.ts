import {
  badge,
  breadcrumbs,
  button,
  buttonRow,
  field,
  form,
  href,
  html,
  type Html,
  type HtmlValue,
  linkButton,
  pageHeading,
  panel,
  select,
  table,
  time,
} from '@lanyard/ui'
import type { WrittenAct } from '../../audit/list-acts.ts'
import { dateTime } from '../dates.ts'
import { employeePage } from '../layout.ts'
import { routes } from '../routes.ts'
import type { Site } from '../site.ts'
import { type Told, toldAlert } from '../telling.ts'
import type { EmployeeVisit } from '../visit.ts'
import type { TypedFilter } from './read-filter.ts'

export interface AuditView {
  readonly typed: TypedFilter
  /** The acts that occur. */
  readonly kinds: readonly string[]
  /** Null where the filters cannot be taken. */
  readonly acts: readonly WrittenAct[] | null
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
  readonly isFirst: boolean
  /** What people and the company are called, by their ids. */
  readonly nameOf: (id: string) => string
  readonly told?: Told
}

export function auditPage(site: Site, visit: EmployeeVisit, view: AuditView): Promise<Response> {
  const { audit, navigation } = site.words
  const { acts, told } = view
  const { title } = audit
  return employeePage(site, visit, {
    title,
    status: told?.status,
    section: 'admin',
    main: html`${toldAlert(site, told)}
      ${breadcrumbs({ items: [{ label: navigation.admin, href: href(routes.admin) }, { label: title }] })}
      ${pageHeading({ title })}
      <p>${audit.lead}</p>
      ${filters(site, view)} ${acts !== null && [actsTable(site, view, acts), pager(site, view), exports(site, view)]}`,
  })
}

function filters({ words: { audit } }: Site, { typed, kinds }: AuditView): Html {
  const day = (name: 'from' | 'to') =>
    field({ name, label: audit[name], type: 'date', value: typed[name], autocomplete: 'off' })
  const options = kinds
    .map((value) => ({ value, label: audit.acts[value] ?? value }))
    .toSorted((one, other) => one.label.localeCompare(other.label))
  return panel({
    heading: audit.filters,
    children: form({
      action: href(routes.audit),
      method: 'get',
      label: audit.filters,
      layout: 'row',
      children: [
        day('from'),
        day('to'),
        select({
          name: 'act',
          label: audit.act,
          value: typed.act,
          options: [{ value: '', label: audit.everyAct }, ...options],
        }),
        button({ label: audit.apply, kind: 'primary' }),
        Object.values(typed).some((text) => text !== '') &&
          linkButton({ label: audit.clear, href: href(routes.audit) }),
      ],
    }),
  })
}

function actsTable(site: Site, { nameOf }: AuditView, acts: readonly WrittenAct[]): Html {
  const { audit } = site.words
  // The id of a link says nothing to people.
  const isNamed = (id: string) => nameOf(id) !== id
  return table({
    caption: audit.title,
    columns: [audit.when, audit.who, audit.what, audit.seal].map((label) => ({ label })),
    rows: acts.map(({ at, actor, act, subject, auditId, seal }): HtmlValue[] => [
      time(at, dateTime(site, at)),
      actor === 'operator' ? audit.operator : actor === '' ? audit.nobody : nameOf(actor),
      [audit.acts[act] ?? act, subject !== actor && isNamed(subject) && html`<br /><small>${nameOf(subject)}</small>`],
      html`<span
        >${seal === null ? badge({ text: audit.waiting }) : audit.sealed(seal.batch, seal.place)}<br /><small
          ><code>${auditId}</code></small
        ></span
      >`,
    ]),
    empty: audit.none,
  })
}

function pager({ words: { audit } }: Site, { typed, next, isFirst }: AuditView): Html | false {
  if (next === null && isFirst) return false
  const to = (after: string | null) => href(routes.audit, {}, { ...given(typed), after })
  return buttonRow([
    next !== null && linkButton({ label: audit.older, href: to(next) }),
    !isFirst && linkButton({ label: audit.newest, href: to(null) }),
  ])
}

function exports({ words: { audit } }: Site, { typed }: AuditView): Html {
  const to = (format: 'csv' | 'json') => href(routes.exportAudit, {}, { ...given(typed), format })
  return panel({
    heading: audit.exportHeading,
    children: [
      html`<p>${audit.exportLead}</p>`,
      buttonRow([
        linkButton({ label: audit.exportCsv, href: to('csv') }),
        linkButton({ label: audit.exportJson, href: to('json') }),
      ]),
    ],
  })
}

/** Without what was left empty. */
function given(typed: TypedFilter): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ''))
}
