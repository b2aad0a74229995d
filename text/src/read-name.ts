import type { Read } from './read.ts'
import { beginningOf, hasNoCharacter, isBlank, isTurning, lengthOf, withoutStray } from './signs.ts'

/** In characters, as people count them. */
export const LONGEST_NAME = 100

/** `turning`: a sign turns the direction of writing. `unreadable`: a control character, or what is no character. */
export type NameFault = 'blank' | 'too_long' | 'turning' | 'unreadable'

/**
 * What a person, a company or a thing is called, as it is kept: composed, without what copying adds, one blank between
 * words. Joiners stay, since emoji and many writings need them.
 *
 * @param longest in characters
 */
export function readName(text: string, longest = LONGEST_NAME): Read<NameFault> {
  if (text.length > longest * 4) return { fault: 'too_long' }
  const name = tidyWhole(text)
  if (isBlank(name)) return { fault: hasNoCharacter(text) ? 'unreadable' : 'blank' }
  if (hasNoCharacter(name) || /[\p{Cc}\p{Zl}\p{Zp}\uFFFD]/u.test(name)) return { fault: 'unreadable' }
  if (isTurning(name)) return { fault: 'turning' }
  return lengthOf(name) > longest ? { fault: 'too_long' } : { text: name }
}

/** As {@link readName}, for a name that is only looked for. */
export function tidyName(text: string): string {
  return tidyWhole(beginningOf(text))
}

function tidyWhole(text: string): string {
  return withoutStray(text.normalize('NFC')).replaceAll(/\p{Zs}+/gu, ' ')
}
