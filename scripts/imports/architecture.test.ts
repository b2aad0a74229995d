import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readSources } from '../source-files.ts'
import { findArrows } from './arrows.ts'
import { isForTests, PARTS, readPackages } from './parts.ts'
import { HUB, KIT, storeyOf, WINGS } from './wings.ts'

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

/** The folder of a file of `src` as the table names it; empty for a loose file. */
function roomOf(path: string): string {
  const [part, , first = '', second = '', ...rest] = path.split('/')
  if (second === '') return ''
  return part === 'hub' && WINGS.includes(first) && rest.length > 0 ? `${first}/${second}` : first
}

const houses = [
  { part: 'hub', storeys: HUB, told: section('The hub', 'The psa') },
  { part: 'connect', storeys: KIT, told: section('The kit (`connect/`)', 'The hub') },
]

for (const { part, storeys, told } of houses) {
  describe(`the storeys of ${part} in docs/architecture.md`, () => {
    let files: string[]
    let drawn: string[]
    let found: string[]
    let listed: string[]
    let joined: (readonly [string, string])[]

    before(() => {
      const packages = readPackages(root)
      const sources = readSources(root).filter(({ path }) => path.startsWith(`${part}/src/`) && !isForTests(path))
      files = sources.map(({ path }) => path)
      const inside = sources
        .flatMap((file) => findArrows(file, packages))
        .filter(({ to }) => to.startsWith(`${part}/`) && !isForTests(to))
      const arrows = inside
        .map(({ from, to }) => [storeyOf(from), storeyOf(to)] as const)
        // All of them stand on the ground.
        .filter(([from, to]) => from !== to && to !== 'ground')
      found = [...new Set(arrows.map((arrow) => arrow.join(' --> ')))]
      joined = inside.map(({ from, to }) => [roomOf(from), roomOf(to)])
      const [, table = ''] = told.split('| folder | holds |')
      listed = cells(table.split('\n\n')[0] ?? '', 2).flatMap(([folders]) => namesIn(folders))
      drawn = [...told.matchAll(/^ +(\w+ --> \w+)$/gm)].map(([, arrow = '']) => arrow)
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
      for (const [storey, names] of Object.entries(storeys)) {
        const inPicture = names.length > 1 && storey !== 'ground'
        if (inPicture) assert.ok(told.includes(`${storey}: ${names.join(', ')}"]`), storey)
      }
    })
  })
}

describe('the walk in docs/architecture.md', () => {
  it('names files that are there', () => {
    const hub = section('The hub', 'The psa')
    const walk = hub.slice(hub.indexOf('sequenceDiagram'), hub.indexOf('### On the wire'))
    const named = [...walk.matchAll(/[\w/-]+\.ts/g)].map(([path]) => path)
    const missing = named.filter((path) =>
      ['connect', 'hub'].every((part) => !existsSync(join(root, part, 'src', path))),
    )

    assert.ok(named.length > 10)
    assert.deepEqual(missing, [])
  })
})
