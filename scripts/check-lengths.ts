import { fileURLToPath } from 'node:url'
import { type Finding, readSources, report, type SourceFile } from './source-files.ts'

/** Lines of a file. What is longer is split by what changes together. */
export const MOST_LINES = 300

/** Finds files that are too long. There are no exceptions. */
export function checkLengths(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.split('\n').length - 1
    if (lines <= MOST_LINES) return []
    return [{ path, line: MOST_LINES + 1, rule: `has ${lines} lines, of at most ${MOST_LINES}: split it` }]
  })
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  report(checkLengths(readSources(root)), `No file has more than ${MOST_LINES} lines.`)
}
