import type { Brand } from './brand.ts'
import { type Html, html } from './html.ts'

export interface PageOptions {
  /** BCP 47 tag of the page's language, `en`. */
  lang: string
  /** What the page is about; the brand's name follows it in the window's title. */
  title: string
  brand: Pick<Brand, 'name'>
  body: Html
  /** Addresses on this origin, as {@link assets} gives them. */
  stylesheets: readonly string[]
  scripts?: readonly string[] | undefined
  /** Address of the window's icon. */
  icon?: string | undefined
  /**
   * Seconds after which a browser without script asks for the page again. For pages that wait for
   * something; with script a {@link live} region does the same without a reload.
   */
  refreshWithoutScript?: number | undefined
}

/**
 * The whole document. It carries no inline script, style or handler, so that it renders under
 * `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:`
 * (`connect-src` for {@link live} regions alone).
 */
export function page(options: PageOptions): string {
  const { lang, title, brand, body, stylesheets, scripts = [] } = options
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <title>${title} · ${brand.name}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="same-origin" />
        ${options.icon !== undefined && html`<link rel="icon" type="image/svg+xml" href="${options.icon}" />`}
        ${stylesheets.map((address) => html`<link rel="stylesheet" href="${address}" />`)}
        ${scripts.map((address) => html`<script type="module" src="${address}"></script>`)}
        ${options.refreshWithoutScript !== undefined && html`<noscript><meta http-equiv="refresh" content="${options.refreshWithoutScript}" /></noscript>`}
      </head>
      <body>
        ${body}
      </body>
    </html> `.toString()
}
