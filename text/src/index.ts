export { foldName } from './fold-name.ts'
export { foldAddress, readAddress } from './read-address.ts'
export { tidyCode, tidyCopied } from './tidy-code.ts'
export { mostExact, wordKey, wordKeys } from './word-key.ts'
