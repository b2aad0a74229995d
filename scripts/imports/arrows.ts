import type { SourceFile } from '../source-files.ts'
import { findImports, type Import } from './find-imports.ts'
import { type Packages, resolveImport } from './parts.ts'

/** An import that leads into the repository. */
export interface Arrow extends Import {
  readonly from: string
  readonly to: string
}

export function findArrows(file: SourceFile, packages: Packages): Arrow[] {
  return findImports(file).flatMap((found) => {
    const to = resolveImport(packages, file.path, found.specifier)
    return to === null ? [] : [{ ...found, from: file.path, to }]
  })
}
