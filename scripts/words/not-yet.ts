/** Files whose words are not plain yet. This list may only shrink. */
export const NOT_YET: readonly string[] = []
