import type { Brand } from './brand.ts'
import { attributes, type Html, html, type HtmlValue, isPresent } from './html.ts'
import { mark } from './mark.ts'
import { en, type Words } from './messages/en.ts'

export interface NavigationItem {
  label: string
  href: string
  /** True for the page itself and for the section that it lies in. */
  current?: boolean | undefined
}

export interface ShellOptions {
  brand: Brand
  /** Where the brand's name leads. */
  home: string
  navigation?: readonly NavigationItem[] | undefined
  /** Said beside the brand's name: the organization or company that the person works in, and in which region. */
  place?: { readonly name: string; readonly region?: string | undefined } | undefined
  /** {@link menu}s at the end of the banner; the last one is the person's own. */
  menus?: readonly Html[] | undefined
  main: HtmlValue
  footer?: HtmlValue
  /** `table` takes the page, `settings` 44rem. */
  width?: 'table' | 'settings' | undefined
  words?: Words | undefined
}

/** A page for a person who is logged in: skip link, banner, navigation, main, footer. */
export function shell(options: ShellOptions): Html {
  const { brand, home, navigation = [], menus = [], width = 'table', words = en } = options
  return html`<a class="skip" href="#main">${words.skipToContent}</a>
    <header class="banner">
      <div class="banner-start">
        <a class="brand" href="${home}">${mark(brand.mark)}<span>${brand.name}</span></a>${options.place !== undefined && html`<span class="banner-place">${placeOf(options.place)}</span>`}
      </div>
      ${navigation.length > 0 && navigationBar(navigation, words)}
      <div class="banner-menus">${menus}</div>
    </header>
    <main class="main main-${width}" id="main" tabindex="-1">${options.main}</main>
    ${isPresent(options.footer) && html`<footer class="footer">${options.footer}</footer>`}`
}

function placeOf({ name, region }: NonNullable<ShellOptions['place']>): Html {
  return html`<span class="clamped">${name}</span>${region !== undefined && html`<span> · ${region}</span>`}`
}

export interface NarrowOptions {
  brand: Brand
  /** The level-1 heading. */
  title: string
  /** One sentence below the heading. */
  lead?: HtmlValue
  /** Alerts and statuses; they stand above the heading's card content. */
  notices?: HtmlValue
  children: HtmlValue
  /** Links below the card: the way back, help. */
  footer?: HtmlValue
  /** `form` is 26rem, `settings` 44rem for a page that shows two sides. */
  width?: 'form' | 'settings' | undefined
}

/** A page with one thing to do, before login or with nothing else to see: log in, code, enrol, confirm. */
export function narrow(options: NarrowOptions): Html {
  const { brand, title, lead, notices, children, footer, width = 'form' } = options
  return html`<main class="narrow narrow-${width}" id="main">
    <div class="card">
      <p class="brand">${mark(brand.mark)}<span>${brand.name}</span></p>
      <h1>${title}</h1>
      ${isPresent(lead) && html`<p class="lead">${lead}</p>`} ${notices} ${children}
    </div>
    ${isPresent(footer) && html`<div class="narrow-footer">${footer}</div>`}
  </main>`
}

/** The heading of a page in the {@link shell}, with what can be done on the whole page beside it. */
export function pageHeading({ title, lead, actions }: { title: string; lead?: HtmlValue; actions?: HtmlValue }): Html {
  return html`<div class="page-heading">
    <div>
      <h1>${title}</h1>
      ${isPresent(lead) && html`<p class="lead">${lead}</p>`}
    </div>
    ${isPresent(actions) && html`<div class="actions">${actions}</div>`}
  </div>`
}

/** A bordered part of a page. The heading is of level 2. */
export function panel({
  heading,
  children,
  actions,
}: {
  heading?: string | undefined
  children: HtmlValue
  actions?: HtmlValue
}): Html {
  return html`<section class="panel">
    ${heading !== undefined && html`<h2>${heading}</h2>`} ${children}
    ${isPresent(actions) && html`<div class="actions">${actions}</div>`}
  </section>`
}

/** Parts of a page below each other, with the page's own distance between them. */
export function stack(children: HtmlValue): Html {
  return html`<div class="stack">${children}</div>`
}

function navigationBar(items: readonly NavigationItem[], words: Words): Html {
  return html`<nav class="navigation" aria-label="${words.navigation}">
    <ul>
      ${items.map(
        ({ label, href, current }) =>
          html`<li><a${attributes({ href, 'aria-current': current === true && 'page' })}>${label}</a></li>`,
      )}
    </ul>
  </nav>`
}
