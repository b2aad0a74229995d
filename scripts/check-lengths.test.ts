import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkLengths, MOST_LINES } from './check-lengths.ts'

const file = (path: string, lines: number) => ({ path, text: 'line\n'.repeat(lines) })

describe('checkLengths', () => {
  it('finds a file that is too long, and one of the list that has grown, got shorter, fits or is gone', () => {
    const files = [
      file('hub/src/long.ts', MOST_LINES + 1),
      file('hub/src/fits.ts', MOST_LINES),
      file('hub/src/grown.ts', 401),
      file('hub/src/shrunk.ts', MOST_LINES),
      file('hub/src/listed.ts', 400),
      file('hub/src/shorter.ts', 399),
    ]
    const names = ['grown', 'shrunk', 'listed', 'shorter', 'gone']
    const listed = Object.fromEntries(names.map((name) => [`hub/src/${name}.ts`, 400]))

    assert.deepEqual(
      checkLengths(files, listed).map(({ path }) => path),
      ['hub/src/long.ts', 'hub/src/grown.ts', 'hub/src/shrunk.ts', 'hub/src/shorter.ts', 'hub/src/gone.ts'],
    )
  })
})
