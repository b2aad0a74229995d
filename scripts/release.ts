/**
 * Gathers the files of `changes/` into `CHANGELOG.md`, under a heading with the version and the date, and removes them. Writes
 * the version into every manifest and into the lock. `npm run keep-release` then keeps what upgrade tests start from:
 *
 *     npm run release -- 0.2.0
 *     npm run release -- --dry-run     # prints the part that would be written
 */
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { listWorkspaces, type SourceFile } from './source-files.ts'

interface Change {
  readonly area: string
  readonly entry: string
}

/** @throws {Error} naming every file that is not an area, an empty line and one paragraph */
export function readChanges(files: readonly SourceFile[], areas: readonly string[]): Change[] {
  const read = files.map(({ path, text }) => {
    const [, area = '', entry = ''] = /^(\S+)\n\n(\*\*[^*]+\.\*\* [^\n]+)\n$/.exec(text) ?? []
    return { path, area, entry }
  })
  const wrong = read.filter(({ area }) => !areas.includes(area)).map(({ path }) => path)
  if (wrong.length > 0) {
    throw new Error(`${wrong.join(', ')}: write the area (${areas.join(', ')}), an empty line, and one paragraph`)
  }
  return areas.flatMap((area) => read.filter((change) => change.area === area))
}

/** What the changelog says of a version, without its heading. */
export function formatChanges(changes: readonly Change[]): string {
  const areas = [...new Set(changes.map(({ area }) => area))]
  const entriesOf = (wanted: string) => changes.filter(({ area }) => area === wanted).map(({ entry }) => `- ${entry}`)
  return areas.map((area) => `### ${area}\n\n${entriesOf(area).join('\n')}`).join('\n\n')
}

/**
 * The changelog with a version on top. Where it has the version as unreleased, that part gets the date, and the changes after what it has.
 *
 * @throws {Error} the version is none, or is in the changelog already; there is nothing to release
 */
export function addVersion(
  changelog: string,
  { version, date, changes }: { readonly version: string; readonly date: string; readonly changes: readonly Change[] },
): string {
  if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${version} is no version such as 0.2.0`)
  const [intro = '', ...versions] = changelog.split(/^(?=## )/m).map((part) => part.trim())
  const waiting = versions.findIndex((part) => part.startsWith(`## ${version} (unreleased)`))
  if (waiting === -1 && versions.some((part) => part.startsWith(`## ${version} (`))) {
    throw new Error(`${version} is in CHANGELOG.md already`)
  }
  if (waiting === -1 && changes.length === 0) throw new Error('changes/ has no change')
  const [unreleased = ''] = waiting === -1 ? [] : versions.splice(waiting, 1)
  const own = [`## ${version} (${date})`, unreleased.replace(/^## .*\n*/, ''), formatChanges(changes)]
  return `${[intro, ...own, ...versions].filter((part) => part !== '').join('\n\n')}\n`
}

export interface Manifest {
  readonly [key: string]: unknown
}

const NEEDS = new Set(['dependencies', 'devDependencies', 'optionalDependencies'])

/** A manifest, as it is or as the lock repeats it, at a version: its own, and that of what it needs of our packages. */
export function atVersion(manifest: Manifest, version: string): Manifest {
  const need = ([name, range]: readonly [string, unknown]) => [name, name.startsWith('@lanyard/') ? version : range]
  const entries = Object.entries(manifest).map(([key, value]) => {
    if (key === 'version') return [key, version]
    return [key, NEEDS.has(key) ? Object.fromEntries(Object.entries(value as Manifest).map(need)) : value]
  })
  return Object.fromEntries(entries) as Manifest
}

/** The lock with the repository's own packages, which lie in `workspaces`, at a version. */
export function lockAtVersion(lock: Manifest, version: string, workspaces: readonly string[]): Manifest {
  const own = new Set(['', ...workspaces])
  const packages = Object.entries(lock['packages'] as Readonly<Record<string, Manifest>>).map(([folder, manifest]) => [
    folder,
    own.has(folder) ? atVersion(manifest, version) : manifest,
  ])
  return { ...atVersion(lock, version), packages: Object.fromEntries(packages) }
}

function writeVersion(root: string, version: string): void {
  const workspaces = listWorkspaces(root)
  const change = (path: string, at: (manifest: Manifest) => Manifest) => {
    const file = join(root, path)
    writeFileSync(file, `${JSON.stringify(at(JSON.parse(readFileSync(file, 'utf8')) as Manifest), null, 2)}\n`)
  }
  for (const folder of ['.', ...workspaces]) {
    change(join(folder, 'package.json'), (manifest) => atVersion(manifest, version))
  }
  change('package-lock.json', (lock) => lockAtVersion(lock, version, workspaces))
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'dry-run': { type: 'boolean' } } })
  const files = globSync('changes/*.md', { cwd: root, exclude: ['changes/README.md'] })
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
  const changes = readChanges(files, [...listWorkspaces(root), 'docs'])
  const [version] = positionals
  if (values['dry-run']) {
    console.log(changes.length === 0 ? 'changes/ has no change.' : formatChanges(changes))
  } else if (version === undefined || positionals.length > 1) {
    throw new Error('Name the version: npm run release -- 0.2.0')
  } else {
    const changelog = join(root, 'CHANGELOG.md')
    const date = new Date().toISOString().slice(0, 10)
    writeFileSync(changelog, addVersion(readFileSync(changelog, 'utf8'), { version, date, changes }))
    for (const { path } of files) rmSync(join(root, path))
    writeVersion(root, version)
    console.log(`${changes.length} changes are in CHANGELOG.md, under ${version}, and every manifest has that version.`)
  }
}
