import { type Html, html } from './html.ts'

/** Where a break was put into a long word; else behind an @, and before a dot between letters, as in an address. */
const BREAKS = /\0|(?<=@)(?=\S)|(?<=[\p{L}\p{N}])(?=\.[\p{L}\p{N}])/u

/** Longer than words are. */
const LONG_WORD = /[^\s@.]{29,}/gu

/** How many letters of such a word stay together. */
const PART = 12

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * Where a column is too narrow for an e-mail address, it is broken behind an @ and before a dot, not inside a word. Only
 * what is longer than any word may be broken inside.
 */
export function breakable(text: string): Html {
  const [first = '', ...others] = text.replaceAll(LONG_WORD, withBreaks).split(BREAKS)
  return html`${first}${others.map((part) => html`<wbr />${part}`)}`
}

function withBreaks(word: string): string {
  const all = Array.from(letters.segment(word), ({ segment }) => segment)
  return all.map((letter, index) => (index > 0 && index % PART === 0 ? `\0${letter}` : letter)).join('')
}
