/**
 * Whether a form or a query has a field more than once: one reader would take the first, another the last, and a check and
 * what follows it could each take another. FT8.
 *
 * @param lists names of fields that may have several values
 */
export function isSentTwice(fields: Iterable<readonly [string, unknown]>, lists: readonly string[] = []): boolean {
  const names = Array.from(fields, ([name]) => name).filter((name) => !lists.includes(name))
  return new Set(names).size < names.length
}
