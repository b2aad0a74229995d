export interface StaticText {
  readonly offset: number
  readonly text: string
}

const VISIBLE_ATTRIBUTE =
  /\s(?:aria-label|aria-description|aria-roledescription|alt|placeholder|title|label)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)/gi
const BUTTON_VALUE = /\svalue\s*=\s*("[^"]*"|'[^']*')/gi
const INVISIBLE = /<!--.*?-->|<(script|style)\b.*?<\/\1\s*>/gis
const TAG = /<[^<>]*>/g
const ENTITY = /&(?:#\w+|\w+);/g

/**
 * Finds the words that a reader, or a listener, meets in a piece of markup whose dynamic parts are blanked out with
 * `\0`.
 */
export function findStaticText(markup: string): StaticText[] {
  const shown = markup.replace(INVISIBLE, blank)
  const found: StaticText[] = []
  for (const tag of shown.matchAll(TAG)) {
    for (const { index, text } of findAttributes(tag[0])) found.push({ offset: tag.index + index, text })
  }
  const between = shown.replace(TAG, blank).replace(ENTITY, blank)
  for (const run of between.matchAll(/[^\0]+/g)) {
    const text = run[0].trim()
    if (hasWords(text)) found.push({ offset: run.index + run[0].indexOf(text), text })
  }
  return found.sort((one, other) => one.offset - other.offset)
}

function findAttributes(tag: string): { index: number; text: string }[] {
  const isButton = /^<input\b[^>]*\btype\s*=\s*["']?(submit|button|reset)/i.test(tag)
  const matches = [...tag.matchAll(VISIBLE_ATTRIBUTE), ...(isButton ? tag.matchAll(BUTTON_VALUE) : [])]
  return matches.flatMap(({ index, 1: value = '' }) => {
    const text = value.replaceAll(/["'\0]/g, '').trim()
    return hasWords(text) ? [{ index: index + 1, text }] : []
  })
}

function blank(text: string): string {
  return '\0'.repeat(text.length)
}

export function hasWords(text: string): boolean {
  return /\p{L}/u.test(text)
}
