import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'
import { type Finding, lineAt, readSources, report, type SourceFile } from './source-files.ts'
import { isOfTests, listTestPackages } from './test-packages.ts'

/** Tests that may match markup, because what they test is how it is written. The list may only shrink. */
const ALLOWED: ReadonlySet<string> = new Set(['ui/src/html.test.ts'])

/** A tag, or an attribute with its value. `<b>` is left out: so people are called who try to write markup. */
const MARKUP =
  /(?<!\(\?)<\\?\/?(?!b>)[a-z][a-z0-9]*(?:[\s>[\\/'`]|$)|\b(?:role|href|name|value|id|class|type|lang|method|action|(?:aria|data)-[a-z-]+)=\\?"/
/** What looks for a text in another one. */
const SEARCHES = new Set(['includes', 'indexOf', 'startsWith', 'endsWith', 'split', 'match', 'matchAll', 'search'])
const RULE = 'a test asks a page by role and name (@lanyard/ui/testing), not by its markup'

/** Finds expressions and searched texts with markup in tests, and files that are allowed to have some and have none. */
export function checkMarkup(
  files: readonly SourceFile[],
  testPackages: readonly string[] = [],
  allowed: ReadonlySet<string> = ALLOWED,
): Finding[] {
  const found = files
    .filter(({ path }) => isOfTests(path, testPackages) || path.endsWith('/testing.ts'))
    .flatMap(checkFile)
  const idle = [...allowed].filter((path) => found.every((finding) => finding.path !== path))
  return [
    ...found.filter(({ path }) => !allowed.has(path)),
    ...idle.map((path) => ({ path, line: 1, rule: 'matches no markup any more: take it off the list' })),
  ]
}

function checkFile({ path, text }: SourceFile): Finding[] {
  const { program } = parseSync(path, text)
  const findings: Finding[] = []
  const look = (source: string, offset: number) => {
    if (MARKUP.test(source)) findings.push({ path, line: lineAt(text, offset), rule: RULE })
  }
  new Visitor({
    Literal(node) {
      if ('regex' in node) look(node.regex.pattern, node.start)
    },
    NewExpression({ callee, arguments: [first] }) {
      if (callee.type === 'Identifier' && callee.name === 'RegExp' && first) lookAt(first)
    },
    CallExpression({ callee, arguments: [first] }) {
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      if (SEARCHES.has(callee.property.name) && first) lookAt(first)
    },
  }).visit(program)
  return findings

  function lookAt(node: { readonly type: string; readonly start: number; readonly end: number }): void {
    if (node.type === 'TemplateLiteral') look(text.slice(node.start, node.end), node.start)
    if (node.type === 'Literal' && /^['"]/.test(text.slice(node.start)))
      look(text.slice(node.start + 1, node.end), node.start)
  }
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  report(checkMarkup(readSources(root), listTestPackages(root)), 'Tests ask pages by role and name.')
}
