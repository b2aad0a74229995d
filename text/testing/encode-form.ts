/** A form as its bytes are sent; half of a pair goes out as the bytes that it would have, which no encoder of Node's does. */
export function encodeForm(fields: Iterable<readonly [string, string]>): string {
  return Array.from(fields, (pair) => pair.map(encodeText).join('=')).join('&')
}

export function encodeText(text: string): string {
  return Array.from(text, (sign) => {
    const point = sign.codePointAt(0) ?? 0
    if (!/\p{Cs}/u.test(sign)) return encodeURIComponent(sign)
    return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)]
      .map((byte) => `%${byte.toString(16)}`)
      .join('')
  }).join('')
}
