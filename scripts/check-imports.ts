import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Arrow, findArrows } from './imports/arrows.ts'
import { findFileCircles, findFolderCircles } from './imports/circles.ts'
import { findClimb, isOfDomain } from './imports/layers.ts'
import { isForTests, partOf, PARTS, readPackages, type Packages } from './imports/parts.ts'
import { findHomeless, findRise, storeyOf, WINGS } from './imports/wings.ts'
import { type Finding, readSources, report, type SourceFile } from './source-files.ts'

/**
 * Finds imports against the directions of docs/architecture.md, and circles of files or folders.
 *
 * Tests, and what only tests use, may reach across layers. Connect's tests may use storage, and every test the reader of
 * pages. A store is private to its folder for them, too.
 */
export function checkImports(files: readonly SourceFile[], packages: Packages): Finding[] {
  const arrows = files.flatMap((file) => findArrows(file, packages))
  const broken = arrows.flatMap((arrow) => {
    const rule = findBrokenRule(arrow)
    return rule === null ? [] : [{ path: arrow.from, line: arrow.line, rule }]
  })
  const homeless = files.flatMap(({ path }) => {
    const rule = findHomeless(path)
    return rule === null ? [] : [{ path, line: 1, rule }]
  })
  const known = new Set(files.map(({ path }) => path))
  const inside = arrows.filter(({ to }) => known.has(to))
  return [
    ...findUnnamedParts(packages),
    ...homeless,
    ...broken,
    ...findFileCircles(inside),
    ...findFolderCircles(inside),
  ]
}

/** A workspace that nothing is said of might import anything, or be imported by anything. */
function findUnnamedParts(packages: Packages): Finding[] {
  const folders = [...packages.values()].map(({ folder }) => folder)
  const rule = (folder: string) => `say in scripts/imports/parts.ts what ${folder} may import`
  return folders
    .filter((folder) => PARTS[folder] === undefined)
    .map((folder) => ({ path: 'package.json', line: 1, rule: rule(folder) }))
}

function findBrokenRule(arrow: Arrow): string | null {
  const { from, to } = arrow
  const [fromPart, toPart] = [partOf(from), partOf(to)]
  if (fromPart !== toPart) return findForbiddenPart(arrow, fromPart, toPart)
  const rise = findRise(from, to)
  if (rise !== null) return rise
  if (fromPart !== 'hub' && fromPart !== 'psa') return null
  if (to.endsWith('-store.ts') && posix.dirname(to) !== posix.dirname(from)) {
    return `${posix.basename(to)} is private to its folder: use an operation of ${posix.dirname(to)}, or write one`
  }
  return fromPart === 'psa' ? findClimb(from, to, arrow) : null
}

/** What runs for people: suite, and what it imports. */
const SERVING = new Set(['suite', ...(PARTS['suite'] ?? []), 'guard', 'mail'])

function findForbiddenPart(
  { from, to, specifier, isTypeOnly }: Arrow,
  fromPart: string,
  toPart: string,
): string | null {
  const isOfTests = isForTests(from)
  // What unpacks and starts the tools of tests belongs to no part.
  if (toPart === 'scripts' && (isOfTests || fromPart === 'journeys')) return null
  // Every test may read a page.
  if (isOfTests && specifier === '@lanyard/ui/testing') return null
  const allowed = PARTS[fromPart] ?? []
  const isConnectsTest = /^connect\/(test\/|.*\.test\.ts$)/.test(from) && toPart === 'storage'
  if (!allowed.includes(toPart) && !isConnectsTest) return `${fromPart} imports nothing of ${toPart}`
  if (SERVING.has(fromPart) && !isOfTests && !from.endsWith('/testing.ts') && isForTests(to) && !isTypeOnly) {
    return 'what serves people needs nothing that only tests have: it is not installed there'
  }
  // The model drives the kit below HTTP, by seams that the package does not export.
  if (fromPart === 'model' && toPart === 'connect') return null
  if (fromPart !== 'scripts' && specifier.startsWith('.')) return `${toPart} is imported by its package's name`
  if (toPart === 'ui' && !isOfTests && knowsNoPages(from, fromPart)) {
    return 'a folder of the domain does not know pages: ui is for web'
  }
  return null
}

function knowsNoPages(path: string, part: string): boolean {
  if (part === 'psa') return isOfDomain(path)
  const storey = part === 'hub' ? storeyOf(path) : null
  return storey !== null && WINGS.includes(storey)
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const findings = checkImports(readSources(root), readPackages(root))
  report(findings, 'Every import goes the right way.')
}
