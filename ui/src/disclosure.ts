import { attributes, type Html, html, type HtmlValue } from './html.ts'

/** A button that opens what is longer than a page has room for from the start; it works without script. */
export function disclosure({
  label,
  isOpen = false,
  children,
}: {
  label: string
  isOpen?: boolean | undefined
  children: HtmlValue
}): Html {
  return html`<details${attributes({ class: 'disclosure', open: isOpen })}>
    <summary class="button button-primary">${label}</summary>
    <div class="panel">${children}</div>
  </details>`
}
