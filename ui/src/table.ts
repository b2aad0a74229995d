import { breakable } from './breakable.ts'
import { attributes, type Html, html, type HtmlValue } from './html.ts'

export interface TableColumn {
  label: string
  /**
   * `prose` is what people wrote: a word that is too long is broken, as it is in the first column. `number` aligns to the
   * end in tabular figures; `actions` hides its heading from view.
   */
  kind?: 'text' | 'prose' | 'number' | 'actions' | undefined
}

export interface TableOptions {
  /** What the table lists, for assistive technology; seen only with `captionShown`. */
  caption: string
  captionShown?: boolean | undefined
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
export function table({ caption, captionShown = false, columns, rows, empty }: TableOptions): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<table class="table" role="table">
<caption${attributes({ class: !captionShown && 'visually-hidden' })}>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(columnHeading)}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  (cells) =>
    html`<tr role="row">
      ${cells.map((cell, index) => tableCell(cell, index, columns[index]))}
    </tr> `,
)}</tbody>
</table>`
}

function columnHeading({ label, kind = 'text' }: TableColumn): Html {
  return html`<th scope="col" role="columnheader" class="cell-${kind}">
    ${kind === 'actions' ? html`<span class="visually-hidden">${label}</span>` : label}
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
