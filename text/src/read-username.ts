import type { Read } from './read.ts'
import { hasBlank, hasNoCharacter, isBlank, isTurning, lengthOf, withoutUnseen } from './signs.ts'
import { tidyWhole } from './tidy-code.ts'

/** In characters. */
const LONGEST = 254

export type UsernameFault = 'blank' | 'too_long' | 'spaces' | 'turning' | 'unreadable'

/** A word that people type to log in, as it is shown: without characters that no one sees, with which one looks like another. */
export function readUsername(text: string): Read<UsernameFault> {
  if (text.length > LONGEST * 4) return { fault: 'too_long' }
  if (isTurning(withoutUnseen(text))) return { fault: 'turning' }
  const username = tidyWhole(text)
  if (isBlank(username)) return { fault: hasNoCharacter(text) ? 'unreadable' : 'blank' }
  if (hasNoCharacter(username) || /[\p{Cc}\uFFFD]/u.test(username)) return { fault: 'unreadable' }
  if (hasBlank(username)) return { fault: 'spaces' }
  return lengthOf(username) > LONGEST ? { fault: 'too_long' } : { text: username }
}
