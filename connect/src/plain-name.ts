/** As many characters of a name are sent (W-4). */
const MOST = 200

/** White space, fillers, marks without a letter, the place of a picture, and the blanks that are letters or symbols to Unicode. */
const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{C}\p{M}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}]*$/u

/**
 * What one side shows a tenant, a user, an account or an organization of the other side as. The hub refuses names with control
 * characters, ends of lines, half surrogate pairs and signs that turn the direction of writing, and names of which nothing can
 * be seen (W-4). None of them must keep a company from connecting, so they are left out; and what the other side sends turns
 * no sentence of this one around.
 */
export function plainName({ id, name }: { readonly id: string; readonly name: string }): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/[\p{Cs}\p{Bidi_Control}]/gu, '')
  const cut = plain
    .trim()
    .slice(0, MOST)
    .replace(/\p{Cs}$/u, '')
  return BLANK.test(cut) ? id : cut
}
