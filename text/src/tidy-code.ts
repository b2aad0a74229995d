import { toAsciiDigits } from './digits.ts'
import { beginningOf, withoutUnseen } from './signs.ts'

/**
 * What a person copies from another screen, such as a username or a reference: full-width letters and other writings'
 * digits as ASCII has them, nothing that no one sees, no blanks around it.
 */
export function tidyCopied(text: string): string {
  return tidyWhole(beginningOf(text))
}

/** As {@link tidyCopied}, for a text whose length is known to be harmless. */
export function tidyWhole(text: string): string {
  return withoutUnseen(toAsciiDigits(text.normalize('NFKC')).replace(/\p{Bidi_Control}/gu, ''))
}

/** A code of letters and digits, as it is compared: without case, and without whatever groups or surrounds it. */
export function tidyCode(text: string): string {
  return toAsciiDigits(beginningOf(text).normalize('NFKC'))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}
