import { parseSync, Visitor } from 'oxc-parser'
import { lineAt, type SourceFile } from '../source-files.ts'

/** One condition of a file, broken. */
export interface Mutation {
  readonly path: string
  readonly line: number
  /** Where it begins in the file. */
  readonly at: number
  /** What is broken, as the report names it. */
  readonly what: string
  /** The whole file with the condition broken. */
  readonly text: string
}

interface Span {
  readonly start: number
  readonly end: number
}

/**
 * Every way to break a guard of a file: an `if`, a `?:` or a returned comparison is turned around; one side of `&&` and
 * `||` is left out; a `where` of a statement is dropped; a step that is awaited is left out. An `await` alone is not
 * dropped: the linter notices it (`no-floating-promises`).
 */
export function findMutations({ path, text }: SourceFile): readonly Mutation[] {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path}: ${error.message}`)

  const mutations: Mutation[] = []
  const codeOf = ({ start, end }: Span) => text.slice(start, end)
  const replace = (at: Span, code: string, what: string) =>
    mutations.push({
      path,
      line: lineAt(text, at.start),
      at: at.start,
      what: `${what}: ${codeOf(at).replaceAll(/\s+/g, ' ').slice(0, 90)}`,
      text: text.slice(0, at.start) + code + text.slice(at.end),
    })
  const negate = (at: Span, what: string) => replace(at, `!(${codeOf(at)})`, what)

  new Visitor({
    IfStatement({ test }) {
      negate(test, 'turned around')
    },
    ConditionalExpression({ test }) {
      negate(test, 'turned around')
    },
    ReturnStatement({ argument }) {
      if (argument?.type === 'BinaryExpression' && /^[!=]==$|^[<>]=?$/.test(argument.operator)) {
        negate(argument, 'turned around')
      }
    },
    LogicalExpression({ left, right, operator, start, end }) {
      if (operator === '??') return
      replace({ start, end }, codeOf(left), `without what follows ${operator}`)
      replace({ start, end }, codeOf(right), `without what precedes ${operator}`)
    },
    CallExpression({ callee, start, end }) {
      if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return
      if (!/^(where|whereRef|andWhere)$/.test(callee.property.name)) return
      const condition = text.slice(callee.property.start, end).replaceAll(/\s+/g, ' ')
      mutations.push({
        path,
        line: lineAt(text, callee.property.start),
        at: callee.property.start,
        what: `dropped: ${condition.slice(0, 90)}`,
        text: text.slice(0, start) + codeOf(callee.object) + text.slice(end),
      })
    },
    ExpressionStatement({ expression }) {
      if (expression.type === 'AwaitExpression') replace(expression, 'void 0', 'left out')
    },
  }).visit(program)
  return mutations
}
