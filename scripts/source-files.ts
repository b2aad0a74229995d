import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the repository: its path from the root, with `/`, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** What a check found: where, and which rule says so. */
export interface Finding {
  readonly path: string
  readonly line: number
  readonly rule: string
}

/** The folders of the repository's packages, as the root's manifest names them. */
export function listWorkspaces(root: string): readonly string[] {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] }).workspaces
}

export function readSources(root: string): SourceFile[] {
  const folders = [...new Set(listWorkspaces(root).map((folder) => folder.split('/')[0])), 'scripts']
  return globSync(`{${folders.join(',')}}/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** Prints what a check found and lets the process end accordingly. */
export function report(findings: readonly Finding[], whenClean: string): void {
  for (const { path, line, rule } of findings) console.error(`${path}:${line}  ${rule}`)
  if (findings.length > 0) process.exitCode = 1
  else console.log(whenClean)
}
