import { attributes, type Html, html, type HtmlValue } from './html.ts'
import { hiddenFields } from './menu.ts'

export interface FormOptions {
  action: string
  method?: 'get' | 'post' | undefined
  /** For a form with a file in it. */
  takesFiles?: boolean | undefined
  /** Value of the hidden field `csrf`. */
  csrf?: string | undefined
  /** Further hidden fields. */
  fields?: Readonly<Record<string, string | undefined>> | undefined
  /** Names the form for assistive technology, where a page has several. */
  label?: string | undefined
  /**
   * `row` puts fields and their button side by side, and so does `filter`, which says its hints to who hears the page;
   * `inline` is for a lone button in a table.
   */
  layout?: 'stack' | 'row' | 'filter' | 'inline' | undefined
  children: HtmlValue
}

const classes = {
  stack: 'form-stack',
  row: 'form-row',
  filter: 'form-row form-filter',
  inline: 'form-inline',
}

/** A form that checks nothing in the browser by itself: the server words what is missing. */
export function form({
  action,
  method = 'post',
  takesFiles = false,
  csrf,
  fields = {},
  label,
  layout = 'stack',
  children,
}: FormOptions): Html {
  return html`<form${attributes({ class: `form ${classes[layout]}`, method, action, enctype: takesFiles && 'multipart/form-data', 'aria-label': label, novalidate: true })}>${hiddenFields({ csrf, ...fields })}
${children}
</form>`
}

/** The buttons of a form or dialog, the one that goes on first. */
export function buttonRow(children: HtmlValue): Html {
  return html`<div class="actions">${children}</div>`
}
