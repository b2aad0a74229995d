import { attributes, type Html, html } from './html.ts'
import { icon, type IconName } from './icon.ts'

export type MenuItem =
  | { label: string; href: string; note?: string | undefined; current?: boolean | undefined }
  /** A button that posts, such as logging out, or that leads to a question. `fields` are sent along. */
  | {
      label: string
      action: string
      method?: 'get' | 'post' | undefined
      fields?: Readonly<Record<string, string | undefined>> | undefined
      /** Said below the button: what would end by it. */
      note?: string | undefined
    }

export interface MenuOptions {
  /** Unique on the page. */
  id: string
  /** The button's accessible name, but for `of`. */
  label: string
  /** Whom the menu is for, where a page has many with one label; heard and not seen. */
  of?: string | undefined
  items: readonly MenuItem[]
  icon?: IconName | undefined
  /** A line at the top of the open menu: the account's address, say. */
  heading?: string | undefined
}

/**
 * A button that opens a list of links and buttons. It is a popover, so that it works without
 * script, closes with Escape or a press outside, and tells assistive technology whether it is open.
 */
export function menu({ id, label, of, items, icon: iconName, heading }: MenuOptions): Html {
  return html`<div class="menu">
    <button type="button" class="menu-button" popovertarget="${id}">
      ${iconName !== undefined && icon(iconName)}<span class="menu-label clamped">${label}</span>${of !== undefined && html` <span class="visually-hidden">${of}</span>`}${icon('chevron')}
    </button>
    <div class="menu-list" id="${id}" popover>
      ${heading !== undefined && html`<p class="menu-heading">${heading}</p>`}
      <ul>
        ${items.map((item, index) => html`<li>${menuItem(item, `${id}-${index}`)}</li>`)}
      </ul>
    </div>
  </div>`
}

function menuItem(item: MenuItem, id: string): Html {
  if ('href' in item) {
    return html`<a${attributes({ href: item.href, 'aria-current': item.current === true && 'true' })}>${item.label}${item.note !== undefined && html` <small>${item.note}</small>`}</a>`
  }
  const { label, action, method = 'post', fields = {}, note } = item
  return html`<form method="${method}" action="${action}">
    ${hiddenFields(fields)}<button${attributes({ type: 'submit', 'aria-describedby': note !== undefined && id })}>${label}</button>
    ${note !== undefined && html`<small class="menu-note" id="${id}">${note}</small>`}
  </form>`
}

/** Fields that a form sends along without showing them. */
export function hiddenFields(fields: Readonly<Record<string, string | undefined>>): Html {
  return html`${Object.entries(fields).map(([name, value]) => value !== undefined && html`<input type="hidden" name="${name}" value="${value}" />`)}`
}
