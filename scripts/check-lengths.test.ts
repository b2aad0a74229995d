import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { checkLengths, MOST_LINES } from './check-lengths.ts'

const file = (path: string, lines: number) => ({ path, text: 'line\n'.repeat(lines) })

describe('checkLengths', () => {
  it('finds a file that is too long', () => {
    const files = [file('hub/src/long.ts', MOST_LINES + 1), file('hub/src/fits.ts', MOST_LINES)]

    assert.deepEqual(
      checkLengths(files).map(({ path }) => path),
      ['hub/src/long.ts'],
    )
  })
})
