import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { addVersion, atVersion, lockAtVersion, readChanges } from './release.ts'
import { listWorkspaces } from './source-files.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const areas = ['door', 'lock', 'docs']
const files = [
  { path: 'changes/bolt.md', text: 'lock\n\n**Bolts.** A lock has a bolt.\n' },
  { path: 'changes/door.md', text: 'door\n\n**Doors.** Doors $& open.\n' },
  { path: 'changes/key.md', text: 'lock\n\n**Keys.** A lock has a key.\n' },
]
const changes = readChanges(files, areas)
const release = (changelog: string, version = '0.2.0', released = changes) =>
  addVersion(changelog, { version, date: '2026-12-01', changes: released })

describe('a release', () => {
  it('puts the changes under their areas, above earlier versions', () => {
    assert.equal(
      release('# Changelog\n\n## 0.1.0 (2026-11-30)\n\n- **Old.** Old.\n'),
      `# Changelog

## 0.2.0 (2026-12-01)

### door

- **Doors.** Doors $& open.

### lock

- **Bolts.** A lock has a bolt.
- **Keys.** A lock has a key.

## 0.1.0 (2026-11-30)

- **Old.** Old.
`,
    )
  })

  it('dates a version that was unreleased, and keeps what it has', () => {
    const before = '# Changelog\n\n## 0.2.0 (unreleased)\n\n- **Old.** Old.\n'
    const older = '\n## 0.1.0 (2026-11-01)\n\n- **Older.** Older.\n'

    assert.match(release(before), /^## 0\.2\.0 \(2026-12-01\)\n\n- \*\*Old[^]+Old\.\n\n### door[^]+a key\.\n$/m)
    assert.match(release(before + older), /Old\.\n\n### door[^]+a key\.\n\n## 0\.1\.0 \(2026-11-01\)\n/)
    assert.equal(release(before + older, '0.2.0', []), (before + older).replace('unreleased', '2026-12-01'))
  })

  it('is refused without changes, twice, and without a version', () => {
    assert.throws(() => release('# Changelog\n', '0.2.0', []), /no change/)
    assert.throws(() => release('# Changelog\n\n## 0.2.0 (2026-11-30)\n'), /already/)
    assert.throws(() => release('# Changelog\n', 'next'), /no version/)
  })

  it('names the files of changes that are not in form', () => {
    const wrong = ['**No area.** Text.\n', 'wall\n\n**No part.** Text.\n', 'lock\n\nNo subject.\n', 'lock\n**A.** B.\n']
    for (const text of wrong) {
      assert.throws(() => readChanges([{ path: 'changes/a.md', text }], areas), /^Error: changes\/a\.md: /)
    }
  })
})

describe('the version of a release', () => {
  const door = {
    name: '@lanyard/door',
    version: '0.1.0',
    dependencies: { '@lanyard/lock': '0.1.0', hinge: '0.1.0' },
    devDependencies: { '@lanyard/key': '0.1.0' },
  }
  const released = {
    name: '@lanyard/door',
    version: '0.2.0',
    dependencies: { '@lanyard/lock': '0.2.0', hinge: '0.1.0' },
    devDependencies: { '@lanyard/key': '0.2.0' },
  }

  it('is that of our packages in every manifest, and of no other package', () => {
    assert.equal(JSON.stringify(atVersion(door, '0.2.0')), JSON.stringify(released))
  })

  it('is in the lock as in the manifests', () => {
    const others = {
      'node_modules/@lanyard/door': { resolved: 'door', link: true },
      'node_modules/hinge': { version: '0.1.0' },
    }
    const lock = { version: '0.1.0', packages: { '': { version: '0.1.0' }, door, ...others } }

    assert.deepEqual(lockAtVersion(lock, '0.2.0', ['door']), {
      version: '0.2.0',
      packages: { '': { version: '0.2.0' }, door: released, ...others },
    })
  })

  it('is one for all', () => {
    const versionOf = (folder: string) =>
      (JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { version: string }).version

    assert.deepEqual(new Set(listWorkspaces(root).map(versionOf)), new Set([versionOf('.')]))
  })
})

describe('the changes since the last release', () => {
  it('are in form', () => {
    const waiting = globSync('changes/*.md', { cwd: root, exclude: ['changes/README.md'] })
    const read = waiting.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

    assert.equal(readChanges(read, [...listWorkspaces(root), 'docs']).length, waiting.length)
  })
})
