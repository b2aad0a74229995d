import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listWorkspaces } from '../source-files.ts'

/**
 * Copies the sources to another folder, in which they may be broken. Packages of others are linked; the repository's own are
 * linked within the copy, so that a broken part is what the other parts import.
 */
export function copyTree(root: string, to: string): void {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const path of listed.toString().split('\n')) {
    if (path === '' || !existsSync(join(root, path))) continue
    mkdirSync(dirname(join(to, path)), { recursive: true })
    cpSync(join(root, path), join(to, path))
  }
  const packages = join(root, 'node_modules')
  mkdirSync(join(to, 'node_modules/@lanyard'), { recursive: true })
  for (const name of readdirSync(packages)) {
    if (name !== '@lanyard' && name !== '.cache') symlinkSync(join(packages, name), join(to, 'node_modules', name))
  }
  for (const folder of listWorkspaces(root)) {
    const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { name: string }
    symlinkSync(join(to, folder), join(to, 'node_modules', name))
    const own = join(root, folder, 'node_modules')
    if (existsSync(own)) symlinkSync(own, join(to, folder, 'node_modules'))
  }
}
