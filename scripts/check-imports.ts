import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findImports, type Import } from './find-imports.ts'
import { type Finding, readSources, report, type SourceFile } from './source-files.ts'

/** What each part may import, besides itself. Whatever may run a part as a process needs no import for that. */
const PARTS: Record<string, readonly string[]> = {
  ui: [],
  storage: [],
  guard: ['storage'],
  running: [],
  // Words come with each mail; only how a page escapes is taken from ui.
  mail: ['ui'],
  connect: [],
  hub: ['guard', 'mail', 'running', 'storage', 'ui'],
  psa: ['connect', 'guard', 'mail', 'running', 'storage', 'ui'],
  'examples/rmm': ['connect', 'guard', 'running', 'storage'],
  suite: ['connect', 'examples/rmm', 'hub', 'psa', 'running', 'storage', 'ui'],
  journeys: ['suite'],
  // The only place that sees both sides of the wire.
  model: ['connect', 'hub', 'storage'],
  // Starts both sides as processes, and reads what they leave behind.
  processes: ['connect', 'hub', 'journeys', 'mail', 'model', 'psa', 'storage', 'suite'],
  // Puts sessions into databases as log-ins leave them, and looks at the processes from outside, amid the failures of `processes/faults`.
  bench: ['connect', 'examples/rmm', 'hub', 'processes', 'psa', 'storage', 'suite'],
  scripts: ['journeys', 'storage'],
}

const PACKAGES: Record<string, string> = { 'example-rmm': 'examples/rmm' }

/** Inside hub and psa, imports go from a higher layer to the same or a lower one. */
const LAYERS = [
  'main.ts',
  'server.ts',
  'web, api, scim, oidc, sign-on',
  'folders of the domain',
  'db, refusal, ids, config …',
]
const OUTWARD = new Set(['web', 'api', 'scim', 'oidc', 'sign-on'])
const GROUND = new Set(['addresses', 'db', 'messages', 'secrets'])
const [MAIN, SERVER, FACES, DOMAIN, BASE] = [0, 1, 2, 3, 4] as const

/**
 * Finds imports against the directions of docs/architecture.md.
 *
 * Tests, and what only tests use, may reach across layers, and connect's tests may use storage; nobody else's store is
 * open to them either.
 */
export function checkImports(files: readonly SourceFile[]): Finding[] {
  return files.flatMap((file) =>
    findImports(file).flatMap((found) => {
      const rule = findBrokenRule(file.path, found)
      return rule === null ? [] : [{ path: file.path, line: found.line, rule }]
    }),
  )
}

function findBrokenRule(from: string, found: Import): string | null {
  const to = resolve(from, found.specifier)
  if (to === null) return null
  const [fromPart, toPart] = [partOf(from), partOf(to)]
  if (fromPart !== toPart) return findForbiddenPart(from, fromPart, toPart, found)
  if (fromPart !== 'hub' && fromPart !== 'psa') return null
  if (to.endsWith('-store.ts') && posix.dirname(to) !== posix.dirname(from)) {
    return `${posix.basename(to)} is private to its folder: use an operation of ${posix.dirname(to)}`
  }
  return isForTests(from) ? null : findClimb(from, to, found)
}

function findForbiddenPart(from: string, fromPart: string, toPart: string, found: Import): string | null {
  const isOfTests = isForTests(from)
  // What unpacks and starts the tools of tests belongs to no part.
  if (toPart === 'scripts' && (isOfTests || fromPart === 'journeys')) return null
  const allowed = PARTS[fromPart] ?? []
  const isConnectsTest = /^connect\/(testing\/|.*\.test\.ts$)/.test(from) && toPart === 'storage'
  if (!allowed.includes(toPart) && !isConnectsTest) return `${fromPart} imports nothing of ${toPart}`
  // The model drives the kit below HTTP, by seams that the package does not export.
  if (fromPart === 'model' && toPart === 'connect') return null
  if (fromPart !== 'scripts' && found.specifier.startsWith('.')) return `${toPart} is imported by its package's name`
  if (toPart === 'ui' && (fromPart === 'hub' || fromPart === 'psa') && layerOf(from) === DOMAIN && !isOfTests) {
    return 'a folder of the domain does not know pages: ui is for web'
  }
  return null
}

function findClimb(from: string, to: string, found: Import): string | null {
  const [below, above] = [layerOf(from), layerOf(to)]
  if (above >= below) return null
  // A type binds nothing when the program runs, so a schema, a wording or the part's interface may name it.
  if (found.isTypeOnly && below === BASE && above >= FACES) return null
  return `imports go one way: "${LAYERS[below]}" does not import "${LAYERS[above]}"`
}

function layerOf(path: string): number {
  const [, first, second] = path.split('/')
  if (first !== 'src') return MAIN
  // What puts a part together knows all of it.
  if (second === 'server.ts' || second?.match(/^open-.*\.ts$/)) return SERVER
  if (second === undefined || second.endsWith('.ts') || GROUND.has(second)) return BASE
  return OUTWARD.has(second) ? FACES : DOMAIN
}

function isForTests(path: string): boolean {
  return /\.test\.ts$|\/testing\/|(^|\/)(open-)?test-[^/]*\.ts$/.test(path)
}

function partOf(path: string): string {
  return path.startsWith('examples/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '')
}

/** The path in the repository that a specifier leads to; null for what is not ours. */
function resolve(from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const [, name, rest = 'src/index.ts'] = /^@lanyard\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  return name === undefined ? null : `${PACKAGES[name] ?? name}/${rest}`
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  report(checkImports(readSources(root)), 'Every import goes the right way.')
}
