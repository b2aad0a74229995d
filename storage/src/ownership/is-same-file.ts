import { realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Do two locations lead to one SQLite file, however each is spelt: relative, by a symbolic link, by a hard link? */
export function isSameFile(one: string | undefined, other: string | undefined): boolean {
  const [file, second] = [fileOf(one), fileOf(other)]
  if (file === null || second === null) return false
  if (realPath(file) === realPath(second)) return true
  const [found, twin] = [statSync(file, { throwIfNoEntry: false }), statSync(second, { throwIfNoEntry: false })]
  return found !== undefined && found.ino === twin?.ino && found.dev === twin.dev
}

function fileOf(location: string | undefined): string | null {
  return location?.startsWith('sqlite:') ? resolve(location.slice('sqlite:'.length)) : null
}

/** The real path of what is there, and the rest as it is written. */
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const folder = dirname(path)
    return folder === path ? path : join(realPath(folder), basename(path))
  }
}
