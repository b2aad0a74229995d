import type { Brand, MarkName } from './brand.ts'
import { type Html, html } from './html.ts'

/** Each mark is drawn white on a rounded square of the accent, on a grid of 32: shapes as path data. */
const DRAWINGS = {
  hub: 'M16 3.5v10M11 9h10a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H11a2 2 0 0 1-2-2V11a2 2 0 0 1 2-2zM13 22h6',
  psa: 'M7 11a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v2.5a2.5 2.5 0 0 0 0 5V21a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2v-2.5a2.5 2.5 0 0 0 0-5zM18.5 12.5v7',
  rmm: 'M8.5 8h15a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-15a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM12 25h8M10 15h3l2-3 2.5 5.5 1.5-2.5h3',
  docs: 'M10 6.5h8.5L23 11v14.5H10zM13.5 15h6M13.5 19.5h6',
  module: 'M16 6.5l8.5 4.75v9.5L16 25.5l-8.5-4.75v-9.5zM7.5 11.25L16 16l8.5-4.75M16 16v9.5',
} as const satisfies Record<MarkName, string>

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
    <path d="${DRAWINGS[name]}"></path>
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
    <path d="${DRAWINGS[brand.mark]}"></path>
  </svg>`.toString()
}
