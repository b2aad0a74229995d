import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { listWorkspaces } from '../source-files.ts'

/**
 * What each part of `package.json`'s workspaces may import, besides itself. Whatever may run a part as a process needs no
 * import for that.
 */
export const PARTS: Record<string, readonly string[]> = {
  text: [],
  ui: [],
  storage: ['text'],
  guard: ['storage', 'text'],
  forms: ['storage'],
  running: [],
  // Words come with each mail; only how a page escapes is taken from ui.
  mail: ['text', 'ui'],
  connect: [],
  hub: ['forms', 'guard', 'mail', 'running', 'storage', 'text', 'ui'],
  psa: ['connect', 'forms', 'guard', 'mail', 'running', 'storage', 'text', 'ui'],
  'examples/rmm': ['connect', 'forms', 'guard', 'running', 'storage', 'text'],
  suite: ['connect', 'examples/rmm', 'hub', 'psa', 'running', 'storage', 'text', 'ui'],
  journeys: ['suite'],
  // The only place that sees both sides of the wire.
  model: ['connect', 'hub', 'storage'],
  // Starts both sides as processes, and reads what they leave behind.
  processes: [
    'connect',
    'examples/rmm',
    'hub',
    'journeys',
    'mail',
    'model',
    'psa',
    'running',
    'storage',
    'suite',
    'ui',
  ],
  // Puts sessions into databases as logins leave them, and looks at the processes from outside, amid the failures of processes/faults.
  bench: ['connect', 'examples/rmm', 'guard', 'hub', 'processes', 'psa', 'storage', 'suite'],
  scripts: ['journeys', 'storage'],
}

/** A workspace: its folder, and which file each of its entries is. */
export interface Package {
  readonly folder: string
  readonly exports: Readonly<Record<string, string>>
}

export type Packages = ReadonlyMap<string, Package>

/** The workspaces of the repository by their names. */
export function readPackages(root: string): Packages {
  return new Map(
    listWorkspaces(root).map((folder) => {
      const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
      return [manifest.name, { folder, exports: manifest.exports ?? {} }]
    }),
  )
}

interface Manifest {
  readonly name: string
  readonly exports?: Readonly<Record<string, string>>
}

/** The part that a file belongs to. */
export function partOf(path: string): string {
  return path.startsWith('examples/') ? path.split('/').slice(0, 2).join('/') : (path.split('/')[0] ?? '')
}

/** The path in the repository that a specifier leads to; null for what is not ours. */
export function resolveImport(packages: Packages, from: string, specifier: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  const [, name = '', rest] = /^(@lanyard\/[^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  const known = packages.get(name)
  if (known === undefined) return null
  const entry = known.exports[rest === undefined ? '.' : `./${rest}`]
  return posix.join(known.folder, entry ?? rest ?? 'src/index.ts')
}

/** Tests, and what only tests use. */
export function isForTests(path: string): boolean {
  return /\.test\.ts$|\/test(ing)?\/|(^|\/)(open-)?test-[^/]*\.ts$/.test(path)
}
