/** Files that are still in a circle. Remove a file when the check says that it is in none; add none. */
export const KNOWN_CIRCLES: readonly string[] = []
