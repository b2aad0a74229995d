import { linkButton } from './button.ts'
import { type Html, html, type HtmlValue } from './html.ts'
import { lastPageOf, type ListPlace, pageSizes } from './list-place.ts'
import { plural, type PluralForms } from './plural.ts'

export interface ListPagerWords {
  readonly language: string
  /** How many there are. */
  readonly found: PluralForms
  /** Names the bar. */
  readonly pages: string
  readonly page: (page: number, last: number) => string
  readonly previous: string
  readonly next: string
  readonly perPage: string
}

export interface ListPagerOptions {
  readonly words: ListPagerWords
  readonly place: Pick<ListPlace, 'page' | 'size'>
  /** On all pages. */
  readonly total: number
  /** Address of another page, or of the first one of another size. */
  readonly at: (place: { readonly page: number; readonly size: number }) => string
  /** Links for the whole list. */
  readonly children?: HtmlValue
}

/** Below a list whose pages are counted: how many there are, the way through the pages, and how long a page is. */
export function listPager({ words, place, total, at, children }: ListPagerOptions): Html {
  const { page, size } = place
  const lastPage = lastPageOf(place, total)
  const sizeLink = (other: number) =>
    other === size ? html`<strong>${other}</strong> ` : html`<a href="${at({ page: 1, size: other })}">${other}</a> `
  return html`<nav class="actions list-pager" aria-label="${words.pages}">
    <span>${plural(total, words.found, words.language)}</span>
    ${page > 1 && linkButton({ label: words.previous, href: at({ page: page - 1, size }) })}
    ${lastPage > 1 && html`<span>${words.page(page, lastPage)}</span>`}
    ${page < lastPage && linkButton({ label: words.next, href: at({ page: page + 1, size }) })}
    ${total > pageSizes[0] && html`<span>${words.perPage} ${pageSizes.map(sizeLink)}</span>`}
    ${children}
  </nav>`
}
