import { computeAccessibleDescription, computeAccessibleName, getRole } from 'dom-accessibility-api'

/** What stands in a line with the words around it. */
const INLINE = new Set(
  ['a', 'abbr', 'b', 'bdi', 'bdo', 'code', 'em', 'i', 'kbd', 'mark', 'small', 'span', 'strong', 'sub', 'sup'].concat([
    'time',
    'u',
    'wbr',
  ]),
)

/** Hidden until script runs, or never shown. `noscript` is shown: these pages are read without script. */
const UNSEEN = '[hidden], template, script, style, head, svg'

/** A browser's own style sheet, as far as it decides what is shown, and where one word ends. */
const styles = {
  computedStyleSupportsPseudoElements: false,
  getComputedStyle: (element: Element) => {
    const shown = INLINE.has(element.localName) ? 'inline' : 'block'
    const style = { display: element.matches(UNSEEN) ? 'none' : shown, visibility: 'visible', content: '' }
    return { ...style, getPropertyValue: () => '' } as unknown as CSSStyleDeclaration
  },
}

export function isSeen(element: Element): boolean {
  return element.closest(UNSEEN) === null
}

export function roleOf(element: Element): string | null {
  return getRole(element)
}

export function nameOf(element: Element): string {
  return computeAccessibleName(element, styles)
}

export function descriptionOf(element: Element): string {
  return computeAccessibleDescription(element, styles)
}

/** What can be read in an element, with single blanks. */
export function textOf(element: Element): string {
  return read(element).replaceAll(/\s+/g, ' ').trim()
}

function read(node: Node): string {
  if (node.nodeType === 3) return node.textContent ?? ''
  if (node.nodeType !== 1) return ''
  const element = node as Element
  // What a box holds is its value.
  if (element.matches(`${UNSEEN}, textarea`)) return ''
  const text = [...element.childNodes].map(read).join('')
  return INLINE.has(element.localName) ? text : ` ${text} `
}
