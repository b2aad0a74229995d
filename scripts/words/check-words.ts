import { readFileSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'
import { type Finding, lineAt, listWorkspaces, type SourceFile } from '../source-files.ts'

/** What people read on pages and in mails. */
const CATALOGUES = /\/messages\/(?!.*\.test\.ts$)/
/** What takes the name of a test. */
const NAMED = new Set(['describe', 'it', 'test'])
/** More words than that in one sentence have to be read twice. */
const LONGEST = 25

/** Words that we do not use, each with what to write. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:who|whom)ever\b/i, 'name the person: the user, the member, the caller'],
  [/\b(?:nobody|somebody)\b/i, 'name the person, or write "no one", "someone"'],
  [/\banybody\b/i, 'write "anyone"'],
  [/\blog-ins?\b/i, 'write "login" (noun) or "log in" (verb)'],
  [/\blog-outs?\b/i, 'write "logout" (noun) or "log out" (verb)'],
  [/\banew\b/i, 'write "again"'],
  [/\bshall\b/i, 'write "must" or "will"'],
  [/\blikewise\b/i, 'write "the same", or say it again'],
  [/\bthereby\b/i, 'say what leads to what'],
  [/\bmay not\b/i, 'write "cannot" or "must not"'],
]

/**
 * Finds words that we do not use in what people read: catalogues, documents, comments and names of tests; in catalogues
 * also sentences that are too long.
 */
export function checkWords(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(checkFile)
}

function checkFile(file: SourceFile): Finding[] {
  return passagesOf(file).flatMap(({ line, text }) => [
    ...WORDS.filter(([word]) => word.test(text)).map(([word, instead]) => ({
      path: file.path,
      line,
      rule: `"${word.exec(text)?.[0]}": ${instead}`,
    })),
    ...(CATALOGUES.test(file.path) ? sentencesOf(text) : [])
      .filter((sentence) => sentence.split(/\s+/).length > LONGEST)
      .map((sentence) => ({ path: file.path, line, rule: `more than ${LONGEST} words: "${sentence}"` })),
  ])
}

interface Passage {
  readonly line: number
  readonly text: string
}

function passagesOf({ path, text }: SourceFile): Passage[] {
  if (path.endsWith('.md')) return text.split('\n').map((line, index) => ({ line: index + 1, text: withoutCode(line) }))
  return CATALOGUES.test(path) ? textsOf(path, text) : notesOf(path, text)
}

/** What a catalogue holds. */
function textsOf(path: string, text: string): Passage[] {
  const passages: Passage[] = []
  new Visitor({
    Literal({ value, start }) {
      // A code, or the name of a detail.
      if (typeof value === 'string' && !/^[a-z_]+$/.test(value))
        passages.push({ line: lineAt(text, start), text: value })
    },
    TemplateLiteral({ quasis, start }) {
      // What is put in stands for one word.
      passages.push({ line: lineAt(text, start), text: quasis.map(({ value }) => value.raw).join('X') })
    },
  }).visit(parseSync(path, text).program)
  return passages
}

/** Comments, line by line, and names of tests. */
function notesOf(path: string, text: string): Passage[] {
  const { program, comments } = parseSync(path, text)
  const passages = comments.flatMap(({ start, value }) => {
    const first = lineAt(text, start)
    return value.split('\n').map((line, index) => ({ line: first + index, text: withoutCode(line) }))
  })
  new Visitor({
    CallExpression({ callee, arguments: [name] }) {
      if (callee.type !== 'Identifier' || !NAMED.has(callee.name) || name === undefined) return
      passages.push({ line: lineAt(text, name.start), text: text.slice(name.start + 1, name.end - 1) })
    },
  }).visit(program)
  return passages
}

/** Names of files, commands and addresses are what they are. */
function withoutCode(line: string): string {
  return line.replaceAll(/`[^`]*`|\]\([^)]*\)|<https?:[^>]*>/g, ' ')
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?:;])\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** The documents that people read; released versions are history. */
export function readPages(root: string): SourceFile[] {
  return globSync(['*.md', '{changes,docs}/**/*.md', ...listWorkspaces(root).map((folder) => `${folder}/*.md`)], {
    cwd: root,
  })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}
