import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mainFileOf } from './parts.ts'
import type { PartName } from './parts.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

interface Manifest {
  readonly name: string
  readonly workspaces?: readonly string[]
  readonly dependencies?: Readonly<Record<string, string>>
}

/** The folders whose code runs in the part: its own, and those of the repository's packages that it depends on. */
export function foldersOf(part: PartName): readonly string[] {
  const workspaces = readManifest('').workspaces ?? []
  const folderOf = new Map(workspaces.map((folder) => [readManifest(folder).name, folder]))
  const found = new Set([relative(root, dirname(mainFileOf(part))).replaceAll('\\', '/')])
  // A set hands out what is added to it on the way.
  for (const folder of found) {
    for (const dependency of Object.keys(readManifest(folder).dependencies ?? {})) {
      const own = folderOf.get(dependency)
      if (own !== undefined) found.add(own)
    }
  }
  return [...found]
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest
}
