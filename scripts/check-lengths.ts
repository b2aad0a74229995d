import { fileURLToPath } from 'node:url'
import { type Finding, readSources, report, type SourceFile } from './source-files.ts'

/** Lines of a file. What is longer is split by what changes together. */
export const MOST_LINES = 300

/** Files that are longer still, with the most lines that they may have. The list only shrinks: none is added, and none grows. */
const LONGER: Readonly<Record<string, number>> = {}

/** Finds files that are too long, and entries of the list that are no longer needed. */
export function checkLengths(files: readonly SourceFile[], longer = LONGER): Finding[] {
  const lengths = new Map(files.map(({ path, text }) => [path, text.split('\n').length - 1]))
  const tooLong = [...lengths].flatMap(([path, lines]) => {
    const most = longer[path] ?? MOST_LINES
    return lines > most ? [{ path, line: most + 1, rule: `has ${lines} lines, of at most ${most}: split it` }] : []
  })
  const stale = Object.entries(longer).flatMap(([path, most]) => {
    const lines = lengths.get(path) ?? 0
    if (lines <= MOST_LINES) return [{ path, line: 1, rule: 'fits now: take it off the list of check-lengths' }]
    return lines < most
      ? [{ path, line: 1, rule: `is shorter now: write ${lines} into the list of check-lengths` }]
      : []
  })
  return [...tooLong, ...stale]
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  report(checkLengths(readSources(root)), `No file has more than ${MOST_LINES} lines but for those that are listed.`)
}
