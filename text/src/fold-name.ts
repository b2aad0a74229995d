import { tidyCopied } from './tidy-code.ts'

/**
 * The key by which names and search texts are compared and sorted, on every database alike: neither case, nor how a letter
 * is composed, nor what no one sees makes a difference.
 */
export function foldName(text: string): string {
  // By capital letters, which unite what has several small ones, such as ß and ss; ẞ comes back only by its small one.
  return tidyCopied(text.normalize('NFD').toLowerCase().toUpperCase())
    .toLowerCase()
    .replaceAll('ς', 'σ')
    .replaceAll(/\s+/gu, ' ')
}
