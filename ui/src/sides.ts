import type { MarkName } from './brand.ts'
import { type Html, html, type HtmlValue, isPresent } from './html.ts'
import { icon } from './icon.ts'
import { mark as drawMark } from './mark.ts'

export interface Side {
  /** What kind of thing it is: “PSA tenant”, “Organization”. */
  label: string
  name: string
  /** Region, account, role. */
  details?: HtmlValue
  mark?: MarkName | undefined
}

/** The two sides that a link connects, both by name, as equals. */
export function sides({ first, second }: { first: Side; second: Side }): Html {
  return html`<div class="sides">
    ${side(first)}
    <div class="sides-link">${icon('swap')}</div>
    ${side(second)}
  </div>`
}

function side({ label, name, details, mark }: Side): Html {
  return html`<div class="side">
    <p class="side-label">${mark !== undefined && drawMark(mark)}${label}</p>
    <p class="side-name"><bdi>${name}</bdi></p>
    ${isPresent(details) && html`<p class="side-details">${typeof details === 'string' ? html`<bdi>${details}</bdi>` : details}</p>`}
  </div>`
}
