import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { listWorkspaces, readSources } from './source-files.ts'
import { isOfTests, listTestPackages } from './test-packages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

describe('the list of parts', () => {
  it('is the manifest’s, and sources are read of each', () => {
    const paths = readSources(root).map(({ path }) => path)
    const unread = listWorkspaces(root).filter((folder) => !paths.some((path) => path.startsWith(`${folder}/`)))

    assert.deepEqual(unread, [])
    assert.ok(paths.includes('scripts/test-packages.test.ts'))
  })

  it('tells what only tests or measures: packages that nothing needs to serve people', () => {
    assert.deepEqual(listTestPackages(root), ['journeys', 'model', 'processes', 'bench'])
    assert.equal(isOfTests('model/src/a.ts', ['model']), true)
    assert.equal(isOfTests('models/src/a.ts', ['model']), false)
    assert.equal(isOfTests('connect/test/a.ts', []), true)
  })
})
