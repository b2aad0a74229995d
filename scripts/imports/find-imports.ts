import { parseSync, Visitor } from 'oxc-parser'
import { lineAt, type SourceFile } from '../source-files.ts'

export interface Import {
  readonly specifier: string
  readonly line: number
  /** Nothing of it is there when the program runs. */
  readonly isTypeOnly: boolean
}

/** Everything a file imports, exports from or imports while it runs. */
export function findImports({ path, text }: SourceFile): Import[] {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path}: ${error.message}`)

  const imports: Import[] = []
  const add = (source: { value: string; start: number }, isTypeOnly: boolean) =>
    imports.push({ specifier: source.value, line: lineAt(text, source.start), isTypeOnly })
  new Visitor({
    ImportDeclaration({ source, importKind, specifiers }) {
      const isTypeOnly = (one: (typeof specifiers)[number]) =>
        one.type === 'ImportSpecifier' && one.importKind === 'type'
      add(source, importKind === 'type' || (specifiers.length > 0 && specifiers.every(isTypeOnly)))
    },
    ExportNamedDeclaration({ source, exportKind }) {
      if (source) add(source, exportKind === 'type')
    },
    ExportAllDeclaration({ source, exportKind }) {
      add(source, exportKind === 'type')
    },
    ImportExpression({ source }) {
      if (source.type === 'Literal' && typeof source.value === 'string') {
        add({ value: source.value, start: source.start }, false)
      }
    },
    TSImportType({ source }) {
      add(source, true)
    },
  }).visit(program)
  return imports
}
