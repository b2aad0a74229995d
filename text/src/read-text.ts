import type { Read } from './read.ts'
import { hasNoCharacter, isBlank, lengthOf } from './signs.ts'

export type TextFault = 'blank' | 'too_long' | 'unreadable'

/**
 * A text of several lines, as it is kept. Signs that turn the direction of writing stay, since a page isolates the text.
 *
 * @param longest in characters
 */
export function readText(text: string, longest: number): Read<TextFault> {
  if (text.length > longest * 4) return { fault: 'too_long' }
  // Composing takes a time that grows with the square of a row of marks, and no writing has rows as long.
  if (/\p{M}{100}/u.test(text)) return { fault: 'unreadable' }
  const kept = text.normalize('NFC').replaceAll(/\r\n?/g, '\n').trim()
  if (hasNoCharacter(kept) || /[^\P{Cc}\n\t]/u.test(kept)) return { fault: 'unreadable' }
  if (isBlank(kept)) return { fault: 'blank' }
  return lengthOf(kept) > longest ? { fault: 'too_long' } : { text: kept }
}
