import { attributes, type Html, html } from './html.ts'
import { icon, type IconName } from './icon.ts'

export type MenuItem =
  | { label: string; href: string; note?: string | undefined; current?: boolean | undefined }
  /** A button that posts: logging out, for one. `fields` are sent along. */
  | { label: string; action: string; fields?: Readonly<Record<string, string>> | undefined }

export interface MenuOptions {
  /** Unique on the page. */
  id: string
  /** The button's accessible name. */
  label: string
  items: readonly MenuItem[]
  icon?: IconName | undefined
  /** A line at the top of the open menu: the account's address, say. */
  heading?: string | undefined
}

/**
 * A button that opens a list of links and buttons. It is a popover, so that it works without
 * script, closes with Escape or a press outside, and tells assistive technology whether it is open.
 */
export function menu({ id, label, items, icon: iconName, heading }: MenuOptions): Html {
  return html`<div class="menu">
    <button type="button" class="menu-button" popovertarget="${id}">
      ${iconName !== undefined && icon(iconName)}<span class="menu-label">${label}</span>${icon('chevron')}
    </button>
    <div class="menu-list" id="${id}" popover>
      ${heading !== undefined && html`<p class="menu-heading">${heading}</p>`}
      <ul>
        ${items.map((item) => html`<li>${menuItem(item)}</li>`)}
      </ul>
    </div>
  </div>`
}

function menuItem(item: MenuItem): Html {
  if ('href' in item) {
    return html`<a${attributes({ href: item.href, 'aria-current': item.current === true && 'true' })}>${item.label}${item.note !== undefined && html` <small>${item.note}</small>`}</a>`
  }
  return html`<form method="post" action="${item.action}">
    ${hiddenFields(item.fields ?? {})}<button type="submit">${item.label}</button>
  </form>`
}

/** Fields that a form sends along without showing them. */
export function hiddenFields(fields: Readonly<Record<string, string | undefined>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`)}`
}
