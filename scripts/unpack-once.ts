import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Gives a folder in the temp folder (or in `LANYARD_UNPACKED`, where the temp folder is one that goes) that holds what a package carries packed: filled once per name and user, and kept.
 *
 * Several processes may ask at once; each sees the folder either whole or not at all.
 *
 * @param name says what is in it, with its version: what is unpacked never changes.
 */
export async function unpackOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = join(process.env['LANYARD_UNPACKED'] ?? tmpdir(), `lanyard-${name}-${process.getuid?.() ?? 'user'}`)
  if (await isOurs(target)) return target

  const draft = await mkdtemp(`${target}-`)
  try {
    await fill(draft)
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true })
    if (!(await isOurs(target))) throw error // otherwise another process was faster
  }
  return target
}

/** Others may write to the temp folder too: only a folder of this user's is believed. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(nullIfMissing)
  if (found === null) return false
  if (process.getuid && found.uid !== process.getuid()) throw new Error(`${folder} belongs to somebody else.`)
  return true
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
