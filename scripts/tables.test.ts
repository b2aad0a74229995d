import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** Whether each file is there and speaks of each of the names. */
function speaksOf(path: string, names: readonly string[]): boolean {
  return existsSync(join(root, path)) && names.every((name) => new RegExp(`\\b${name}\\b`).test(read(path)))
}

const WRITES = /insert(Into|Many|\s+into)\b|updateTable\b|\bupdate \$|deleteFrom\b/

describe('docs/storage.md', () => {
  it('leads from each table to files that name it and write it', () => {
    const rows = [...read('docs/storage.md').matchAll(/^\| ((?:`\w+`(?:, )?)+) \|([^|]*)\|/gm)]

    const lost = rows.filter(([, tables = '', cell = '']) => {
      const files = [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path)
      const names = [...tables.matchAll(/\w+/g)].map(([name]) => name)
      const isNamed = names.every((name) => files.some((path) => speaksOf(path, [name])))
      return (
        !isNamed ||
        !files.every((path) => existsSync(join(root, path))) ||
        !files.some((path) => WRITES.test(read(path)))
      )
    })

    assert.ok(rows.length > 60)
    assert.deepEqual(
      lost.map(([, tables]) => tables),
      [],
    )
  })
})

describe('docs/protocol.md', () => {
  const page = read('docs/protocol.md')

  it('leads from each rule, and from each requirement of the wire, to where it is kept', () => {
    const rows = [...page.matchAll(/^\| (`[A-Z_]+`(?:, TL-\d+)?|[WE]-\d+) \|(.*)\|$/gm)]

    const lost = rows.filter(([, , cells = '']) => {
      const places = [...cells.matchAll(/`([^`]*\.ts)`(?: `(\w+)`)?/g)]
      return places.length === 0 || !places.every(([, path = '', name = '']) => speaksOf(path, [name]))
    })

    assert.ok(rows.length > 60)
    assert.deepEqual(
      lost.map(([, rule]) => rule),
      [],
    )
  })

  it('has each requirement of docs/tenant-linking.md once', () => {
    const [kept, required] = [page, read('docs/tenant-linking.md')].map((text) =>
      [...text.matchAll(/^(?:\*\*|\| (?:`[A-Z_]+`, )?)((?:TL|W|E)-\d+)/gm)].map(([, number = '']) => number).toSorted(),
    )

    assert.ok(required && required.length > 60)
    assert.deepEqual(kept, required)
  })
})
