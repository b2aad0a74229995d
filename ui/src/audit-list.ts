import type { AuditRow } from './audit-row.ts'
import { button, linkButton } from './button.ts'
import { select } from './choices.ts'
import { time } from './dates.ts'
import { field } from './field.ts'
import { buttonRow, form } from './form.ts'
import type { Query } from './href.ts'
import { attributes, type Html, html, type HtmlValue } from './html.ts'
import type { AuditWords } from './messages/en-audit.ts'
import { pager } from './pager.ts'
import { panel } from './shell.ts'
import { table } from './table.ts'
import { badge } from './tile.ts'

export interface AuditListOptions {
  readonly words: AuditWords
  /** Of dates. */
  readonly language: string
  readonly caption: string
  /** Addresses of the page and of the file, with such a query. */
  readonly page: (query: Query) => string
  readonly file: (query: Query) => string
  /** The filters as they were typed. */
  readonly typed: Readonly<Record<'from' | 'to' | 'zone' | 'act', string>>
  /** The acts that occur, as they are filtered by and as they are called. */
  readonly acts: readonly { readonly value: string; readonly label: string }[]
  /** Boxes of filters beyond those. */
  readonly boxes?: HtmlValue
  /** Null where the filters cannot be taken. */
  readonly rows: readonly AuditRow[] | null
  /** Where the next page begins; null on the last one. */
  readonly next: string | null
  readonly isFirst: boolean
}

/** The acts of an audit: filters, a page of them, newest first, and the way to take them along. */
export function auditList(options: AuditListOptions): HtmlValue {
  const { words, page, file, typed, rows, next, isFirst } = options
  const given = Object.fromEntries(Object.entries(typed).filter(([, text]) => text !== ''))
  // A zone narrows nothing by itself.
  const filters = filterPanel(
    options,
    Object.keys(given).some((name) => name !== 'zone'),
  )
  if (rows === null) return filters
  return [
    filters,
    actsTable(options, rows),
    pager({
      words,
      older: next === null ? null : page({ ...given, after: next }),
      newest: isFirst ? null : page(given),
    }),
    panel({
      heading: words.exportHeading,
      children: [
        html`<p>${words.exportLead}</p>`,
        buttonRow([
          linkButton({ label: words.exportCsv, href: file({ ...given, format: 'csv' }) }),
          linkButton({ label: words.exportJson, href: file({ ...given, format: 'json' }) }),
        ]),
      ],
    }),
  ]
}

function filterPanel({ words, page, typed, acts, boxes }: AuditListOptions, isFiltered: boolean): Html {
  const day = (name: 'from' | 'to') =>
    field({ name, label: words[name], type: 'date', value: typed[name], autocomplete: 'off', id: `filter-${name}` })
  const options = acts.toSorted((one, other) => one.label.localeCompare(other.label))
  return panel({
    heading: words.filters,
    children: form({
      action: page({}),
      method: 'get',
      label: words.filters,
      layout: 'row',
      children: [
        day('from'),
        day('to'),
        html`<input type="hidden" name="zone" value="${typed.zone}" data-zone />`,
        select({
          name: 'act',
          label: words.act,
          value: typed.act,
          options: [{ value: '', label: words.everyAct }, ...options],
        }),
        boxes,
        button({ label: words.apply, kind: 'primary' }),
        isFiltered && linkButton({ label: words.clear, href: page({}) }),
        zoneHint(words, typed),
      ],
    }),
  })
}

/** Which days are meant; the reader's own, as soon as the form is sent by a browser with script. */
function zoneHint({ zone }: AuditWords, typed: AuditListOptions['typed']): Html {
  const isOpen = typed.from === '' && typed.to === ''
  const name = html`<span${attributes({ 'data-zone-name': isOpen })}>${typed.zone || 'UTC'}</span>`
  return html`<p class="hint">${zone} ${name}</p>`
}

function actsTable({ words, language, caption }: AuditListOptions, rows: readonly AuditRow[]): Html {
  return table({
    caption,
    columns: [
      { label: words.when },
      { label: words.who, kind: 'prose' },
      { label: words.what, kind: 'prose' },
      { label: words.whom, kind: 'prose' },
      { label: words.seal },
    ],
    rows: rows.map(({ at, actor, act, subject, where, details, reference, seal }) => [
      time(at, { language }),
      actor,
      withSmall(act, details),
      withSmall(subject, where === '' ? [] : [where]),
      html`<span
        >${seal === null ? badge({ text: words.waiting }) : words.sealed}
        <details>
          <summary><small>${words.reference}</small></summary>
          <small><code>${reference}</code></small>
        </details></span
      >`,
    ]),
    empty: words.empty,
  })
}

function withSmall(text: string, more: readonly string[]): Html {
  return html`<span>${text}${more.map((line) => html`<br /><small>${line}</small>`)}</span>`
}
