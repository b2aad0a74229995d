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

/** Kept forms are recorded by each part that has them, behind its own (decision 0046). */
const WITH_FORMS = ['hub-short', 'psa', 'rmm']

/** As databases record a file: its source and its name. */
function recordsOf(path: string): readonly string[] {
  const name = basename(path)
  if (!path.startsWith('forms/')) return [`${sourceOf(dirname(path))}/${name}`]
  return WITH_FORMS.map((source) => `${source}/forms/${name}`)
}

/** By record, the hash. */
const wasReleased = new Map<string, string>(
  released.flatMap((sources) =>
    Object.entries(sources).flatMap(([source, names]) =>
      Object.entries(names).map(([name, hash]) => [`${source}/${name}`, hash] as const),
    ),
  ),
)

describe('migrations', () => {
  it('that were released are there, each with its name and bytes, because databases remember both', () => {
    const present = new Map(
      files.flatMap((path) => {
        const hash = createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex')
        return recordsOf(path).map((record) => [record, hash] as const)
      }),
    )

    assert.ok(wasReleased.size > 40)
    assert.deepEqual(
      [...wasReleased].filter(([record, hash]) => present.get(record) !== hash).map(([record]) => record),
      [],
    )
  })

  for (const folder of folders) {
    it(`of ${folder} that are new are numbered on, one by one`, () => {
      const inFolder = files.filter((path) => dirname(path) === folder)
      const old = inFolder.filter((path) => recordsOf(path).some((record) => wasReleased.has(record)))

      assert.deepEqual(
        findMisnumbered(
          inFolder.map((path) => basename(path)),
          old.map((path) => basename(path)),
        ),
        [],
      )
    })
  }

  it('are refused with a number that another has, one before a released one, a gap, or a name of another form', () => {
    const [first, second] = ['0001_tables.sql', '0004-more.sql']
    const next = 'the next is 0005-NAME.sql'

    assert.deepEqual(findMisnumbered([first, second, '0005-doors.sql', '0006-locks.sql'], [first, second]), [])
    assert.deepEqual(findMisnumbered([first, second, '0006-doors.sql'], [first, second]), [`0006-doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, second, '0003-doors.sql'], [first, second]), [`0003-doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, second, '0004-doors.sql'], [first, second]), [`0004-doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, '0005_doors.sql', second], [first, second]), [`0005_doors.sql: ${next}`])
    assert.deepEqual(findMisnumbered([first, '0002-doors.sql', '0002-locks.sql'], [first]), [
      '0002-locks.sql: the next is 0003-NAME.sql',
    ])
  })
})
