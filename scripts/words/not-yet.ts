/** Files whose words are not plain yet. This list may only shrink. */
export const NOT_YET: readonly string[] = [
  'CHANGELOG.md',
  'connect/README.md',
  'connect/src/testing/messages/en.ts',
  'docs/architecture.md',
  'docs/ends.md',
  'docs/storage.md',
]
