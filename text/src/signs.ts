/** What no one sees, but for what turns the direction of writing, since that is seen. */
const UNSEEN = /[^\P{Default_Ignorable_Code_Point}\p{Bidi_Control}]|[\uFFF9-\uFFFB]/gu

/** With the marks of direction that some programs put around what is copied from them; none of them turns letters around. */
const BLANKS_AND_MARKS = /[\p{White_Space}\u061C\u200E\u200F\u202A-\u202C\u2066-\u2069]/u
const JOINER = /[\u200C\u200D]/

/** Whether a text holds a sign that turns the direction of writing, and so the rest of a sentence or of a table. */
export function isTurning(text: string): boolean {
  return /\p{Bidi_Control}/u.test(text)
}

/** Whether a text holds what is no character: half of a pair, or a code point that never becomes one. */
export function hasNoCharacter(text: string): boolean {
  return /[\p{Cs}\p{Noncharacter_Code_Point}]/u.test(text)
}

/** For what is compared sign by sign: nothing stays that a person cannot see. */
export function withoutUnseen(text: string): string {
  return trim(text.replace(UNSEEN, ''), BLANKS_AND_MARKS)
}

/** By hand: a pattern that ends in `+$` takes a time that grows with the square of the length. */
function trim(text: string, edge: RegExp): string {
  let [start, end] = [0, text.length]
  const at = (index: number) => text.charAt(index)
  while (start < end && (edge.test(at(start)) || JOINER.test(at(start)))) start++
  // A joiner at the end shapes the sign that it follows in Indic writing.
  while (end > start && (edge.test(at(end - 1)) || (JOINER.test(at(end - 1)) && !/\p{M}/u.test(at(end - 2))))) end--
  return text.slice(start, end)
}
