import { linkButton } from './button.ts'
import { type Html, html, type HtmlValue } from './html.ts'

export interface ListPagerWords {
  /** Names the bar. */
  readonly pages: string
  readonly page: (page: number, last: number) => string
  readonly previous: string
  readonly next: string
  readonly perPage: string
}

export interface ListPagerOptions {
  readonly words: ListPagerWords
  /** How many there are, in words. */
  readonly found: string
  /** From 1. */
  readonly page: number
  readonly lastPage: number
  /** How many rows a page may show; none where every page would hold all. */
  readonly sizes: readonly number[]
  readonly size: number
  /** Address of another page, or of the first one of another size. */
  readonly at: (place: { readonly page: number; readonly size: number }) => string
  /** Links for the whole list. */
  readonly children?: HtmlValue
}

/** Below a list whose pages are counted: how many there are, the way through the pages, and how long a page is. */
export function listPager({ words, found, page, lastPage, sizes, size, at, children }: ListPagerOptions): Html {
  const sizeLink = (other: number) =>
    other === size ? html`<strong>${other}</strong> ` : html`<a href="${at({ page: 1, size: other })}">${other}</a> `
  return html`<nav class="actions list-pager" aria-label="${words.pages}">
    <span>${found}</span>
    ${page > 1 && linkButton({ label: words.previous, href: at({ page: page - 1, size }) })}
    ${lastPage > 1 && html`<span>${words.page(page, lastPage)}</span>`}
    ${page < lastPage && linkButton({ label: words.next, href: at({ page: page + 1, size }) })}
    ${sizes.length > 0 && html`<span>${words.perPage} ${sizes.map(sizeLink)}</span>`}
    ${children}
  </nav>`
}
