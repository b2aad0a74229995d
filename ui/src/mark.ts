import type { Brand, MarkName } from './brand.ts'
import { type Html, html } from './html.ts'

/** Each mark is drawn white on a rounded square of the accent, on a grid of 32. */
const DRAWINGS: Readonly<Record<MarkName, Html>> = {
  hub: html`<path d="M10 5l6 7 6-7"></path><circle cx="16" cy="18.5" r="7"></circle
    ><circle cx="16" cy="18.5" r="2.2" fill="currentColor" stroke="none"></circle>`,
  psa: html`<path
      d="M7 11a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v2.5a2.5 2.5 0 0 0 0 5V21a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2v-2.5a2.5 2.5 0 0 0 0-5z"
    ></path
    ><path d="M18.5 12.5v7"></path>`,
  rmm: html`<rect x="6.5" y="8" width="19" height="13" rx="2"></rect
    ><path d="M12 25h8M10 15h3l2-3 2.5 5.5 1.5-2.5h3"></path>`,
  docs: html`<path d="M10 6.5h8.5L23 11v14.5H10zM13.5 15h6M13.5 19.5h6"></path>`,
  module: html`<path d="M16 6.5l8.5 4.75v9.5L16 25.5l-8.5-4.75v-9.5zM7.5 11.25L16 16l8.5-4.75M16 16v9.5"></path>`,
}

/** The picture of a part or module, hidden from assistive technology: its name always stands beside it. */
export function mark(name: MarkName): Html {
  return html`<svg
    class="mark mark-${name}"
    viewBox="0 0 32 32"
    width="32"
    height="32"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${DRAWINGS[name]}
  </svg>`
}

/** The mark of a module, by its id in the catalogue. */
export function markOf(module: string): MarkName {
  return Object.hasOwn(DRAWINGS, module) ? (module as MarkName) : 'module'
}

/** The brand's mark as a file of its own, for the window's icon. */
export function markImage(brand: Pick<Brand, 'accentHue' | 'mark'>): string {
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    viewBox="0 0 32 32"
    fill="none"
    color="#fff"
    stroke="#fff"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <rect width="32" height="32" rx="8" fill="oklch(0.5 0.13 ${brand.accentHue})" stroke="none"></rect>
    ${DRAWINGS[brand.mark]}
  </svg>`.toString()
}
