import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { plural } from './plural.ts'

describe('plural', () => {
  it('words a number by the rules of the language', () => {
    const people = { one: '{count} person', other: '{count} people' }

    assert.deepEqual(
      [0, 1, 2, 1204].map((count) => plural(count, people, 'en')),
      ['0 people', '1 person', '2 people', '1,204 people'],
    )
  })

  it('knows languages with more forms than two', () => {
    const files = { one: '{count} plik', few: '{count} pliki', many: '{count} plików', other: '{count} pliku' }

    assert.deepEqual(
      [1, 3, 5].map((count) => plural(count, files, 'pl')),
      ['1 plik', '3 pliki', '5 plików'],
    )
  })
})
