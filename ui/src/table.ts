import { breakable } from './breakable.ts'
import { attributes, type Html, html, type HtmlValue } from './html.ts'

export interface TableColumn {
  label: string
  /**
   * `prose` is what people wrote: a word that is too long is broken, as it is in the first column. `number` aligns to the
   * end in tabular figures; `actions` hides its heading from view. `plain` says what it is by itself, so that a narrow
   * window shows it without its heading.
   */
  kind?: 'text' | 'plain' | 'prose' | 'number' | 'actions' | undefined
  /** Where the heading leads: the list sorted by this column; and how it is sorted now. */
  sort?: { readonly href: string; readonly now?: 'ascending' | 'descending' | undefined } | undefined
}

export interface ListOrder<By extends string = string> {
  readonly by: By
  readonly descending: boolean
}

/**
 * How a column sorts: its heading leads to the list by this column, and, where it is that already, turned around.
 *
 * @param at address of the list in an order
 */
export function sortBy<By extends string>(
  by: By,
  now: ListOrder<By>,
  at: (order: ListOrder<By>) => string,
): TableColumn['sort'] {
  const isNow = now.by === by
  const href = at({ by, descending: isNow && !now.descending })
  return { href, now: isNow ? (now.descending ? 'descending' : 'ascending') : undefined }
}

export interface TableOptions {
  /** What the table lists, for assistive technology; seen only with `captionShown`. */
  caption: string
  captionShown?: boolean | undefined
  /** For a list that grows: one line a row where there is room. */
  tight?: boolean | undefined
  columns: readonly TableColumn[]
  /** One cell per column; the first of a row names it. */
  rows: readonly (readonly HtmlValue[])[]
  /** Said in place of the rows where there are none. */
  empty: HtmlValue
}

/**
 * A table whose rows become cards on a phone, each cell under its column's name. The roles are
 * spelt out, since changing `display` takes them away in some browsers.
 */
export function table({ caption, captionShown = false, tight = false, columns, rows, empty }: TableOptions): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<div class="table-room"><table class="${tight ? 'table table-tight' : 'table'}" role="table">
<caption${attributes({ class: !captionShown && 'visually-hidden' })}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(columnHeading)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (cells) =>
    html`<tr role="row">
      ${cells.map((cell, index) => tableCell(cell, index, columns[index]))}
    </tr> `,
)}</tbody>
</table></div>`
}

function columnHeading({ label, kind = 'text', sort }: TableColumn): Html {
  const name = sort === undefined ? label : html`<a href="${sort.href}">${label}</a>`
  return html`<th${attributes({ scope: 'col', role: 'columnheader', class: `cell-${kind}`, 'aria-sort': sort?.now })}>
    ${kind === 'actions' ? html`<span class="visually-hidden">${label}</span>` : name}
  </th>`
}

function tableCell(cell: HtmlValue, index: number, column: TableColumn | undefined): Html {
  const kind = column?.kind ?? 'text'
  const content = typeof cell === 'string' ? breakable(cell) : cell
  if (index === 0) return html`<th scope="row" role="rowheader" class="cell-${kind}">${content}</th>`
  return html`<td${attributes({ role: 'cell', class: `cell-${kind}`, 'data-label': kind === 'actions' ? null : column?.label })}>${content}</td>`
}

/** Terms with their details, side by side where there is room. */
export function descriptions(items: readonly { term: string; details: HtmlValue }[]): Html {
  return html`<dl class="descriptions">
    ${items.map(
      ({ term, details }) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${details}</dd>
        </div>`,
    )}
  </dl>`
}
