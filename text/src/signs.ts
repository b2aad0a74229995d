/**
 * Signs that leave a page white: white space, what Unicode lets a page ignore (fillers, tags, variation selectors), marks
 * without a letter, characters without a picture, the place of a picture that did not come along, and the few blanks that
 * Unicode counts as letters or symbols.
 */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}\p{M}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}]*$/u

/**
 * What copying brings along, and no writing needs: zero-width blanks, soft hyphens, word joiners, byte order marks, the
 * places of pictures.
 */
const STRAY = /[\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFC]/gu

/** What no one sees, but for what turns the direction of writing, since that is seen. */
const UNSEEN = /[^\P{Default_Ignorable_Code_Point}\p{Bidi_Control}]|[\uFFF9-\uFFFC]/gu

const BLANKS = /\p{White_Space}/u
/** With the marks of direction that some programs put around what is copied from them; none of them turns letters around. */
const BLANKS_AND_MARKS = /[\p{White_Space}\u061C\u200E\u200F\u202A-\u202C\u2066-\u2069]/u
const JOINER = /[\u200C\u200D]/

/**
 * As much of a text as is compared, longer than all that is kept: composing a row of marks takes a time that grows with
 * the square of its length, and anyone can send one.
 */
export function beginningOf(text: string): string {
  return text.slice(0, 1000)
}

/** Whether nothing of a text can be seen. */
export function isBlank(text: string): boolean {
  return BLANK.test(text)
}

/** Whether a text holds a blank, also one that Unicode counts as a letter or a symbol. */
export function hasBlank(text: string): boolean {
  return /[\p{White_Space}\u2800\u{1D159}\u{13441}\u{13442}]/u.test(text)
}

/** Whether a text holds a sign that turns the direction of writing, and so the rest of a sentence or of a table. */
export function isTurning(text: string): boolean {
  return /\p{Bidi_Control}/u.test(text)
}

/** Whether a text holds what is no character: half of a pair, or a code point that never becomes one. */
export function hasNoCharacter(text: string): boolean {
  return /[\p{Cs}\p{Noncharacter_Code_Point}]/u.test(text)
}

/** Leaves the joiners of emoji, Persian and Indic writing where they are. */
export function withoutStray(text: string): string {
  return trim(text.replace(STRAY, ''), BLANKS)
}

/** For what is compared sign by sign: nothing stays that a person cannot see. */
export function withoutUnseen(text: string): string {
  return trim(text.replace(UNSEEN, ''), BLANKS_AND_MARKS)
}

/** As many as people count, near enough, and as a person who is told a limit expects: code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length
}

/** By hand: a pattern that ends in `+$` takes a time that grows with the square of the length. */
function trim(text: string, edge: RegExp): string {
  let [start, end] = [0, text.length]
  // Empty beyond the text, which is no edge.
  const at = (index: number) => text.charAt(index)
  while (edge.test(at(start)) || JOINER.test(at(start))) start++
  // A joiner at the end shapes the sign that it follows in Indic writing.
  while (edge.test(at(end - 1)) || (JOINER.test(at(end - 1)) && !/\p{M}/u.test(at(end - 2)))) end--
  return text.slice(start, end)
}
