import { beginningOf } from './signs.ts'
import { tidyWhole } from './tidy-code.ts'

/**
 * The key by which names and search texts are compared and sorted, on every database alike: neither case, nor how a letter
 * is composed, nor what no one sees makes a difference.
 */
export function foldName(text: string): string {
  return foldWhole(beginningOf(text))
}

/** As {@link foldName}, for a text whose length is known to be harmless. */
export function foldWhole(text: string): string {
  // By capital letters, which unite what has several small ones, such as ß and ss; ẞ comes back only by its small one.
  return (
    tidyWhole(text.normalize('NFD').toLowerCase().toUpperCase())
      .toLowerCase()
      // The small letter of İ: who looks for istanbul means İstanbul.
      .replaceAll('i\u0307', 'i')
      .replaceAll('ς', 'σ')
      .replaceAll(/\s+/gu, ' ')
  )
}
