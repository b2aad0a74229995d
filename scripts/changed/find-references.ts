import { parseSync, Visitor } from 'oxc-parser'
import { findImports } from '../imports/find-imports.ts'
import { type Packages, resolveImport } from '../imports/parts.ts'
import type { SourceFile } from '../source-files.ts'

/**
 * The paths that a file's behaviour hangs on: what it imports (types aside, which are gone at run time), and the files
 * and folders whose addresses it makes: a style sheet, a migration, another process's `main.ts`. A folder ends in `/`.
 */
export function findReferences(file: SourceFile, packages: Packages): string[] {
  const imports = findImports(file)
  const imported = imports.filter(({ isTypeOnly }) => !isTypeOnly).map(({ specifier }) => specifier)
  const addresses = findAddresses(file).filter((address) => !imports.some(({ specifier }) => specifier === address))
  return [...imported, ...addresses].flatMap((specifier) => resolve(file.path, specifier, packages) ?? [])
}

/** Relative paths in quotes, and the first part of `new URL('main.ts', import.meta.url)`. */
function findAddresses({ path, text }: SourceFile): string[] {
  const found: string[] = []
  new Visitor({
    Literal({ value }) {
      if (typeof value === 'string' && /^\.{1,2}\//.test(value)) found.push(value)
    },
    NewExpression({ callee, arguments: [address, base] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'URL' || base?.type !== 'MemberExpression') return
      if (address?.type === 'Literal' && typeof address.value === 'string') found.push(relative(address.value))
      // What is put in is a name in that folder.
      if (address?.type === 'TemplateLiteral') {
        found.push(relative((address.quasis[0]?.value.raw ?? '').replace(/[^/]*$/, '')))
      }
    },
  }).visit(parseSync(path, text).program)
  return found
}

function relative(address: string): string {
  return address.startsWith('.') ? address : `./${address}`
}

/** null for what is not in the repository, and for the repository as a whole. */
function resolve(from: string, specifier: string, packages: Packages): string | null {
  const path = resolveImport(packages, from, specifier)
  if (path === null || path === './' || path === '.' || path.startsWith('..')) return null
  return /(^|\/)\.\.?$/.test(specifier) ? `${path.replace(/\/$/, '')}/` : path
}
