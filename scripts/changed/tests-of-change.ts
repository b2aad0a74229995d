import { posix } from 'node:path'
import type { Packages } from '../imports/parts.ts'
import type { SourceFile } from '../source-files.ts'
import { findReferences } from './find-references.ts'

/** What every test hangs on, although no file imports it. */
const EVERYTHING = 'package-lock.json'
/** These hold sources and documents against each other, and read all of them. */
const READS_ALL = /^scripts\/.*\.test\.ts$/

/**
 * The tests that a change can break, the nearest first: those whose imports lead to a changed file, however far away;
 * those beside a changed file; and those of `scripts/`, which read every file.
 *
 * @param changed paths from the repository's root, also of files that are gone
 */
export function testsOfChange(
  changed: readonly string[],
  { sources, packages }: { readonly sources: readonly SourceFile[]; readonly packages: Packages },
): string[] {
  const tests = sources.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'))
  if (changed.length === 0) return []
  if (changed.includes(EVERYTHING)) return tests
  const folders = new Set(changed.map((path) => posix.dirname(path)))
  const reached = new Set([...changed, ...tests.filter((test) => folders.has(posix.dirname(test)))])
  const users = findUsers(changed, sources, packages)
  // A set hands out what is added to it on the way, so what is near comes first.
  for (const path of reached) for (const user of users.get(path) ?? []) reached.add(user)
  for (const test of tests) if (READS_ALL.test(test)) reached.add(test)
  const known = new Set(tests)
  return [...reached].filter((path) => known.has(path))
}

/** For each path, the files that refer to it; for a changed one also those that refer to a folder above it. */
function findUsers(changed: readonly string[], sources: readonly SourceFile[], packages: Packages) {
  const users = new Map<string, string[]>()
  const add = (path: string, user: string) => users.set(path, [...(users.get(path) ?? []), user])
  for (const file of sources) {
    for (const reference of findReferences(file, packages)) {
      if (!reference.endsWith('/')) add(reference, file.path)
      else for (const path of changed) if (path.startsWith(reference)) add(path, file.path)
    }
  }
  return users
}
