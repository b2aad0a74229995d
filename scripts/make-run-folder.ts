import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm'

/** What the databases of a run take at a time, several times over. Containers often have 64 MiB there. */
const NEEDED = 2 * 1024 ** 3

/**
 * Makes the temp folder of one run of the tests, which goes with this process. It is in memory where there is room for it:
 * nearly every test begins with a copy of a database of its own, which takes a disk ten times as long.
 */
export function makeRunFolder(): string {
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), 'lanyard-run-'))
  chmodSync(folder, 0o711) // PostgreSQL, which refuses to be root, gets through to its own folder.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  return folder
}

function hasRoom(place: string): boolean {
  if (!existsSync(place)) return false
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize >= NEEDED
}
