import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readSources } from '../source-files.ts'
import { LOOKALIKES, numbersIn, readNumbers } from './find-numbers.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('a number in a comment, or in the name of a test', () => {
  const known = readNumbers(root)
  const used = readSources(root).flatMap((file) => numbersIn(file).map((number) => ({ number, path: file.path })))

  it('has one row, in one table', () => {
    assert.ok(used.length > 400, `${used.length} numbers were found`)
    const unknown = used.filter(({ number }) => !known.has(number) && LOOKALIKES[number] === undefined)
    assert.deepEqual(unknown, [])
  })

  it('or is known to look like one, which something does', () => {
    const idle = Object.keys(LOOKALIKES).filter((number) => !used.some((use) => use.number === number))
    assert.deepEqual(idle, [])
  })
})
