import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

const COLOUR =
  /\b(?:oklch|oklab|lch|lab|rgba?|hsla?|hwb|color|light-dark)\(|#[0-9a-f]{3,8}\b|\b(?:white|black|gr[ae]y|red|green|blue)\b/i
/** A picture in an address cannot read a token. */
const PICTURE = /url\("data:[^"]*"\)/g

const stylesheets = ['ui/css', 'examples/rmm/public'].flatMap((folder) =>
  readdirSync(folder).flatMap((name) => (name.endsWith('.css') ? [`${folder}/${name}`] : [])),
)

describe('every colour', () => {
  it('is a token: in tokens.css for the shared look, in a custom property of RMM for its own', () => {
    const astray = stylesheets
      .filter((path) => path !== 'ui/css/tokens.css')
      .flatMap((path) => linesOf(path).map((line, index) => ({ at: `${path}:${index + 1}`, line })))
      .filter(({ line }) => COLOUR.test(line.replaceAll(PICTURE, '').replaceAll(/[\w-]*-space|white-/g, '')))
      .filter(({ at, line }) => at.startsWith('ui/') || !/^\s*--[\w-]+:/.test(line))

    assert.deepEqual(astray, [])
  })
})

function linesOf(path: string): readonly string[] {
  return readFileSync(path, 'utf8')
    .replaceAll(/\/\*.*?\*\//gs, (comment) => comment.replaceAll(/[^\n]/g, ' '))
    .split('\n')
}
