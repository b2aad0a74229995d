/**
 * What this hub does beside version 1 of the wire for products that announce it (docs/tenant-linking.md, section 3.6).
 * `ends`: a product says what still opens it to a member whose sessions the hub ended.
 */
export const FEATURES = ['ends'] as const

export type Feature = (typeof FEATURES)[number]

/** Names that are separated by blanks; those that this hub does not know are passed over. */
export function readFeatures(text: string): readonly Feature[] {
  const named = text.split(' ')
  return FEATURES.filter((feature) => named.includes(feature))
}
