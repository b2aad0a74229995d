import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readSources } from '../source-files.ts'
import { findArrows } from './arrows.ts'
import { isForTests, PARTS, readPackages } from './parts.ts'
import { STOREYS, storeyOf, WINGS } from './wings.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')

/** What stands between two headings, or to the end of the page. */
function section(from: string, to: string): string {
  return page.slice(page.indexOf(`\n## ${from}\n`), page.indexOf(`\n## ${to}`))
}

/** The first two cells of a table's rows, or the first and the last. */
function cells(text: string, at: number): readonly (readonly [string, string])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((row) => [row[1] ?? '', row.at(at) ?? ''] as const)
}

const namesIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)

describe('the parts in docs/architecture.md', () => {
  it('are the workspaces, with what each may import', () => {
    const told = cells(section('Parts', 'Addresses'), -2).map(([folder, imports]) => [
      namesIn(folder)[0]?.replace(/\/$/, ''),
      imports === '–' ? [] : imports.split(', '),
    ])

    const { scripts: _, ...parts } = PARTS
    assert.deepEqual(Object.fromEntries(told), parts)
  })
})

/** The folder of a file of `hub/src` as the table names it; empty for a loose file. */
function roomOf(path: string): string {
  const [, , first = '', second = '', ...rest] = path.split('/')
  if (second === '') return ''
  return WINGS.some((wing) => wing === first) && rest.length > 0 ? `${first}/${second}` : first
}

describe('the wings in docs/architecture.md', () => {
  const hub = section('The hub', 'The psa')
  let files: string[]
  let drawn: string[]
  let found: string[]
  let listed: string[]
  let joined: (readonly [string, string])[]

  before(() => {
    const packages = readPackages(root)
    const sources = readSources(root).filter(({ path }) => path.startsWith('hub/src/') && !isForTests(path))
    files = sources.map(({ path }) => path)
    const inside = sources
      .flatMap((file) => findArrows(file, packages))
      .filter(({ to }) => to.startsWith('hub/') && !isForTests(to))
    const arrows = inside
      .map(({ from, to }) => [storeyOf(from), storeyOf(to)] as const)
      // All of them stand on the ground.
      .filter(([from, to]) => from !== to && to !== 'ground')
    found = [...new Set(arrows.map((arrow) => arrow.join(' --> ')))]
    joined = inside.map(({ from, to }) => [roomOf(from), roomOf(to)])
    listed = cells(hub.slice(hub.indexOf('| folder | holds |'), hub.indexOf('`interface Hub')), 2).flatMap(
      ([folders]) => namesIn(folders),
    )
    drawn = [...hub.matchAll(/^ +(\w+ --> \w+)$/gm)].map(([, arrow = '']) => arrow)
  })

  it('import one another as the arrows say, no arrow missing and none too many', () => {
    assert.deepEqual(drawn.toSorted(), found.toSorted())
  })

  it('hold the folders that the table has, a line each', () => {
    const rooms = files.map(roomOf).filter((room) => room !== '')
    assert.deepEqual(listed.toSorted(), [...new Set(rooms)].toSorted())
  })

  it('list their folders from the top', () => {
    const placeOf = (room: string) => listed.indexOf(room)
    const rising = joined.filter(([from, to]) => placeOf(to) >= 0 && placeOf(to) < placeOf(from))

    assert.deepEqual([...new Set(rising.map((arrow) => arrow.join(' → ')))], [])
  })

  it('are in the picture with the names of their folders', () => {
    for (const [storey, folders] of Object.entries(STOREYS)) {
      if (folders.length > 1 && storey !== 'ground')
        assert.ok(hub.includes(`${storey}: ${folders.join(', ')}"]`), storey)
    }
  })

  it('have the files of the walk', () => {
    const walk = hub.slice(hub.indexOf('sequenceDiagram'), hub.indexOf('### On the wire'))
    const named = [...walk.matchAll(/[\w/-]+\.ts/g)].map(([path]) => path)
    const missing = named.filter((path) =>
      ['connect', 'hub'].every((part) => !existsSync(join(root, part, 'src', path))),
    )

    assert.ok(named.length > 10)
    assert.deepEqual(missing, [])
  })
})
