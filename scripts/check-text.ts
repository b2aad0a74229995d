import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'
import { findStaticText, hasWords } from './find-static-text.ts'
import { type Finding, lineAt, readSources, report, type SourceFile } from './source-files.ts'
import { checkWords, readPages } from './words/check-words.ts'

/** Examples are exempt: they show the kit, or the components, not how to translate. */
const ELSEWHERE = /^examples\/|\/messages\/|\/gallery\/|\.test\.ts$|\/test(ing)?\//
/** Where the names below are properties of components and never of domain or protocol objects. */
const COMPONENTS = /^ui\/|\/web\//
const WORDS = new Set(['label', 'title', 'heading', 'hint', 'placeholder', 'alt', 'caption', 'legend', 'ariaLabel'])
const RULE = 'a visible text belongs into messages/'

/**
 * Finds visible text that is not in a catalogue: between the tags and in the visible attributes of `html` templates,
 * and in the properties by which components take their words.
 */
export function checkText(files: readonly SourceFile[]): Finding[] {
  return files.filter(({ path }) => !ELSEWHERE.test(path)).flatMap(checkFile)
}

function checkFile({ path, text }: SourceFile): Finding[] {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path}: ${error.message}`)

  const findings: Finding[] = []
  const add = (offset: number, found: string) =>
    findings.push({ path, line: lineAt(text, offset), rule: `${RULE}: "${found}"` })
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      if (tag.type !== 'Identifier' || tag.name !== 'html') return
      for (const { offset, text: found } of findStaticText(markupOf(text, quasi))) add(quasi.start + offset, found)
    },
    Property({ key, value }) {
      if (!COMPONENTS.test(path) || key.type !== 'Identifier' || !WORDS.has(key.name)) return
      if (value.type === 'Literal' && typeof value.value === 'string' && hasWords(value.value)) {
        add(value.start, value.value)
      }
      if (value.type === 'TemplateLiteral' && value.quasis.some((quasi) => hasWords(quasi.value.raw))) {
        add(value.start, value.quasis.map((quasi) => quasi.value.raw).join('…'))
      }
    },
  }).visit(program)
  return findings
}

interface Template {
  readonly start: number
  readonly quasis: readonly { readonly start: number; readonly value: { readonly raw: string } }[]
}

/** A template's source with everything but markup blanked out, so that offsets stay. */
function markupOf(source: string, template: Template): string {
  let markup = ''
  for (const { value, start } of template.quasis) {
    // An element's span begins with "`" or "}".
    markup = markup.padEnd(start + 1 - template.start, '\0') + source.slice(start + 1, start + 1 + value.raw.length)
  }
  return markup
}

if (import.meta.main) {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const sources = readSources(root)
  report(
    [...checkText(sources), ...checkWords([...sources, ...readPages(root)])],
    'Every visible text is in a catalogue, and its words are plain.',
  )
}
