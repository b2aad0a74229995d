import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Example {
  /** What it is an example of. */
  readonly name: string
  readonly text: string
}

const DOCUMENTED = /\/\*\*(?<comment>(?:(?!\*\/)[^])*)\*\/\nexport (?:async )?(?:function|const|class) (?<name>\w+)/g

/** The examples in the docstrings of what a folder's modules export. */
export function findExamples(folder: string): Example[] {
  return globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts'] })
    .flatMap((file) => [...readFileSync(join(folder, file), 'utf8').matchAll(DOCUMENTED)])
    .flatMap(({ groups: { comment = '', name = '' } = {} }) => {
      const [, example] = comment.split(/@example\n/)
      return example === undefined ? [] : [{ name, text: example.replaceAll(/^ \* ?/gm, '').trimEnd() }]
    })
}
