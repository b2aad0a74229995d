import { spawnSync } from 'node:child_process'

/**
 * The files that differ from where this branch left main, committed or not; on main itself, what is not committed. Files
 * that are gone are among them.
 */
export function changedFiles(root: string): string[] {
  const base = git(root, 'merge-base', 'main', 'HEAD') ?? git(root, 'merge-base', 'origin/main', 'HEAD') ?? ['HEAD']
  const differing = git(root, 'diff', '--name-only', '--no-renames', ...base)
  const untracked = git(root, 'ls-files', '--others', '--exclude-standard')
  if (differing === null || untracked === null) throw new Error('git does not say what changed')
  return [...new Set([...differing, ...untracked])]
}

/** The lines that git prints; null where it fails. */
function git(root: string, ...args: readonly string[]): string[] | null {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.split('\n').filter((line) => line !== '') : null
}
