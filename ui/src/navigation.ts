import { attributes, type Html, html } from './html.ts'
import { en, type Words } from './messages/en.ts'
import type { NavigationItem } from './shell.ts'

/** Links between the pages of one section, the current one marked. `label` names the group. */
export function tabs({ label, items }: { label: string; items: readonly NavigationItem[] }): Html {
  return html`<nav class="tabs" aria-label="${label}">
    <ul>
      ${items.map(
        ({ label: name, href, current }) =>
          html`<li><a${attributes({ href, 'aria-current': current === true && 'page' })}>${name}</a></li>`,
      )}
    </ul>
  </nav>`
}

/** The way down to this page; the last one is the page itself and no link. */
export function breadcrumbs({
  items,
  words = en,
}: {
  items: readonly { label: string; href?: string | undefined }[]
  words?: Words | undefined
}): Html {
  return html`<nav class="breadcrumbs" aria-label="${words.breadcrumbs}">
    <ol>
      ${items.map(({ label, href }) =>
        href === undefined
          ? html`<li><span aria-current="page">${label}</span></li>`
          : html`<li><a href="${href}">${label}</a></li>`,
      )}
    </ol>
  </nav>`
}

export interface SectionLink {
  label: string
  href: string
  text?: string | undefined
}

/** A list of the pages below this one, each with a sentence. */
export function sectionLinks(items: readonly SectionLink[]): Html {
  return html`<ul class="section-links">
    ${items.map(
      ({ label, href, text }) =>
        html`<li><a href="${href}">${label}</a>${text !== undefined && html`<p>${text}</p>`}</li>`,
    )}
  </ul>`
}
