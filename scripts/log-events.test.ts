import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readSources } from './source-files.ts'
import { isOfTests, listTestPackages } from './test-packages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const CALL = /\blog(?:\.(?:info|warn|error)|\[level\])?\(\s*\{(.*?)\}[,\s)]/gs
const testPackages = listTestPackages(root)

/** Every line that a part writes: where, and what stands in it. */
function readCalls() {
  return readSources(root)
    .filter(({ path }) => !isOfTests(path, testPackages) && !path.includes('messages/'))
    .flatMap(({ path, text }) => [...text.matchAll(CALL)].map(([, entry = '']) => ({ path, entry })))
    .filter(({ entry }) => /\b(?:event|level)\b/.test(entry))
}

const namesOf = (entry: string) => [...(/\bevent: ([^,]*)/.exec(entry)?.[1] ?? '').matchAll(/'([^']*)'/g)]

describe('every line of the log', () => {
  const calls = readCalls()

  it('names its event in snake case, and what was thrown "error" (FR12)', () => {
    assert.ok(calls.length > 40, `${calls.length} calls`)
    const wrong = calls.filter(
      ({ entry }) =>
        !/\bevent\b/.test(entry) ||
        /\berr\b/.test(entry) ||
        namesOf(entry).some(([, name = '']) => !/^[a-z]+(?:_[a-z]+)*$/.test(name)),
    )
    assert.deepEqual(wrong, [])
  })

  it('is of an event that the operators’ page explains (FR12)', () => {
    const page = readFileSync(new URL('../docs/operating.md', import.meta.url), 'utf8')
    const names = new Set(calls.flatMap(({ entry }) => namesOf(entry).map(([, name = '']) => name)))

    assert.deepEqual(
      [...names].filter((name) => !page.includes(`\`${name}\``)),
      [],
    )
  })
})
