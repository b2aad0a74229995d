import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isForTests } from './imports/parts.ts'
import { listWorkspaces } from './source-files.ts'

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
}

/** Starts every part that serves people, and has the operator's commands. */
const STARTER = 'suite'

/** The folders of the packages that only test or measure: what starts the suite does not depend on them. */
export function listTestPackages(root: string): string[] {
  const packages = new Map(
    listWorkspaces(root).map((folder) => {
      const text = readFileSync(join(root, folder, 'package.json'), 'utf8')
      return [folder, JSON.parse(text) as Manifest] as const
    }),
  )
  const folderOf = new Map([...packages].map(([folder, { name }]) => [name, folder]))
  const serving = new Set([STARTER])
  // A set hands out what is added to it on the way.
  for (const folder of serving) {
    for (const name of Object.keys(packages.get(folder)?.dependencies ?? {})) {
      const own = folderOf.get(name)
      if (own !== undefined) serving.add(own)
    }
  }
  return [...packages.keys()].filter((folder) => !serving.has(folder))
}

/** Whether a file only tests: by its name, by its folder, or by its package. */
export function isOfTests(path: string, testPackages: readonly string[]): boolean {
  return isForTests(path) || testPackages.some((folder) => path.startsWith(`${folder}/`))
}
