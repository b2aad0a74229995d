import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { testsOfChange } from './tests-of-change.ts'

const packages = new Map([
  ['@lanyard/lock', { folder: 'lock', exports: { '.': './src/index.ts', './css/*': './css/*' } }],
  ['@lanyard/door', { folder: 'door', exports: {} }],
])

const tree: Readonly<Record<string, string>> = {
  'lock/src/index.ts': "export { turn } from './turn.ts'",
  'lock/src/turn.ts': "import type { Key } from './key.ts'\nexport const turn = (_key: Key) => true",
  'lock/src/key.ts': 'export interface Key {}',
  'lock/src/turn.test.ts': "import { turn } from './turn.ts'",
  'lock/src/key.test.ts': "import { turn } from './turn.ts'",
  'lock/src/tables.ts': 'export const of = (name: string) => new URL(`../migrations/${name}`, import.meta.url)',
  'lock/src/tables/tables.test.ts': "import { of } from '../tables.ts'",
  'door/main.ts': "import { turn } from '@lanyard/lock'",
  'door/src/open.ts':
    "const css = import.meta.resolve('@lanyard/lock/css/lock.css')\nimport '@lanyard/lock/css/lock.css'",
  'door/src/open.test.ts': "import { open } from './open.ts'",
  'door/src/page/page.test.ts': "const page = new URL('../../../docs/door.md', import.meta.url)",
  'journeys/world.ts': "const mains = { door: '../door/main.ts' }",
  'journeys/walk.test.ts': "import { world } from './world.ts'",
  'journeys/lazy.test.ts': "const { world } = await import('./world.ts')",
  'scripts/rows.test.ts': "const root = new URL('..', import.meta.url)",
}
const sources = Object.entries(tree).map(([path, text]) => ({ path, text }))
const testsOf = (...changed: string[]) => testsOfChange(changed, { sources, packages })
const sorted = (tests: readonly string[]) => tests.filter((test) => test !== 'scripts/rows.test.ts').toSorted()

describe('the tests that a change can break', () => {
  it('are those that import the file, directly or through others, in any package', () => {
    assert.deepEqual(sorted(testsOf('lock/src/turn.ts')), [
      'journeys/lazy.test.ts',
      'journeys/walk.test.ts',
      'lock/src/key.test.ts',
      'lock/src/turn.test.ts',
    ])
  })

  it('come the nearest first', () => {
    const tests = testsOf('lock/src/turn.ts')
    assert.ok(tests.indexOf('lock/src/turn.test.ts') < tests.indexOf('journeys/walk.test.ts'))
  })

  it('are those beside a file, but not those that import a type of it alone', () => {
    assert.deepEqual(sorted(testsOf('lock/src/key.ts')), ['lock/src/key.test.ts', 'lock/src/turn.test.ts'])
    assert.deepEqual(sorted(testsOf('lock/src/deep/key.ts')), [])
  })

  it('are those that reach a file by its address: a process, a style sheet, a migration, a document', () => {
    assert.deepEqual(sorted(testsOf('door/main.ts')), ['journeys/lazy.test.ts', 'journeys/walk.test.ts'])
    assert.deepEqual(sorted(testsOf('lock/css/lock.css')), ['door/src/open.test.ts'])
    assert.deepEqual(sorted(testsOf('lock/migrations/0002-bolt.sql')), ['lock/src/tables/tables.test.ts'])
    assert.deepEqual(sorted(testsOf('docs/door.md')), ['door/src/page/page.test.ts'])
  })

  it('are always those that read every file', () => {
    assert.deepEqual(testsOf('docs/other.md'), ['scripts/rows.test.ts'])
    assert.deepEqual(testsOf(), [])
  })

  it('are those of a file that is gone, and all of them where the lock changed', () => {
    assert.deepEqual(sorted(testsOf('door/src/gone.ts')), ['door/src/open.test.ts'])
    assert.equal(testsOf('package-lock.json').length, 8)
  })
})
