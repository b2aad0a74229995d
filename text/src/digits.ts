/** The digits of every writing as 0 to 9: keyboards write them, and screens show them, by the language that is set. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[^0-9\P{Nd}]/gu, (digit) => String(valueOf(digit.codePointAt(0) ?? 0)))
}

/** Unicode keeps the decimal digits of each writing in a row of ten, from 0 on; such rows may adjoin. */
function valueOf(digit: number): number {
  let first = digit
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return (digit - first) % 10
}
