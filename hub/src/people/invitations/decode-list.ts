/**
 * The text of a file as spreadsheets and editors save it: UTF-8, UTF-16 in either order of bytes, or Windows-1252, where
 * the bytes are no UTF-8 (a decision: docs/decisions/0045). The byte order mark goes.
 */
export function decodeList(bytes: Uint8Array): string {
  const encoding = wideEncodingOf(bytes)
  if (encoding !== null) return new TextDecoder(encoding).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** By the byte order mark; without one, by the zero that is half of every ASCII character, and in no other text. */
function wideEncodingOf([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return null
}
