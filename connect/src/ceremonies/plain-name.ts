/** As many characters of a name are sent (W-4). */
const MOST = 200

/**
 * What the hub shows a tenant or a user as. The hub refuses names with control characters, ends of lines, half surrogate
 * pairs and signs that turn the direction of writing (W-4). None of them must keep a company from connecting, so they are left out.
 */
export function plainName({ id, name }: { readonly id: string; readonly name: string }): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/[\p{Cs}\p{Bidi_Control}]/gu, '')
  const cut = plain
    .trim()
    .slice(0, MOST)
    .replace(/\p{Cs}$/u, '')
  return cut.trim() === '' ? id : cut
}
