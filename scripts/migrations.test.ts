import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { findMisnumbered } from './find-misnumbered.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** By source and name, the hash of what a released version applies. */
type Released = Readonly<Record<string, Readonly<Record<string, string>>>>

const released = globSync('releases/*/migrations.json', { cwd: root }).map(
  (path) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Released,
)
const files = globSync('{*,examples/*}/migrations/**/*.sql', {
  cwd: root,
  exclude: ['**/node_modules/**', '**/dist/**'],
})
  .map((path) => path.replaceAll('\\', '/'))
  .sort()
const folders = [...new Set(files.map((path) => dirname(path)))]

/** The source under which a database records the files of a folder: `hub-ledger` of `hub/migrations/ledger`. */
function sourceOf(folder: string): string {
  const [part = '', database = ''] = folder.split('/migrations')
  return basename(part) + database.replace('/', '-')
}

describe('migrations', () => {
  it('that were released are there, each with its name and bytes, because databases remember both', () => {
    const present = new Map(
      files.map((path) => [
        `${sourceOf(dirname(path))}/${basename(path)}`,
        createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex'),
      ]),
    )
    const wanted = released.flatMap((sources) =>
      Object.entries(sources).flatMap(([source, names]) =>
        Object.entries(names).map(([name, hash]) => [`${source}/${name}`, hash] as const),
      ),
    )

    assert.ok(wanted.length > 40)
    assert.deepEqual(
      wanted.filter(([name, hash]) => present.get(name) !== hash).map(([name]) => name),
      [],
    )
  })

  for (const folder of folders) {
    it(`of ${folder} that are new are numbered on, each with a number of its own`, () => {
      const old = released.flatMap((sources) => Object.keys(sources[sourceOf(folder)] ?? {}))
      const names = files.filter((path) => dirname(path) === folder).map((path) => basename(path))

      assert.deepEqual(findMisnumbered(names, old), [])
    })
  }

  it('are refused with a number that another has, one before a released one, or a name of another form', () => {
    const [first, second] = ['0001_tables.sql', '0004-more.sql']
    const next = 'the next is 0005-NAME.sql'

    assert.deepEqual(findMisnumbered([first, second, '0005-doors.sql', '0006-locks.sql'], [first, second]), [])
    assert.deepEqual(findMisnumbered([first, second, '0003-doors.sql'], [first, second]), [`0003-doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, second, '0004-doors.sql'], [first, second]), [`0004-doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, '0005_doors.sql', second], [first, second]), [`0005_doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, second, '0006-doors.sql'], [first, second]), [])
    assert.deepEqual(findMisnumbered([first, '0002-doors.sql', '0002-locks.sql'], [first]), [
      '0002-locks.sql: the next is 0003-NAME.sql',
    ])
  })
})
