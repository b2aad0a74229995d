import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'

const folder = new URL('../docs/decisions/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const names = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .toSorted()
const titleOf = (name: string) => /^# \d{4}: (.+)$/m.exec(read(name))?.[1]

const FORM =
  /^# (\d{4}): .+\n\nStatus: (?:proposed|accepted|rejected|superseded by \d{4}), \d{4}-\d\d-\d\d\n\n## Context\n\n[^#]+\n\n## Decision\n\n[^#]+\n\n## Alternatives\n\n[^#]+\n\n## Consequence\n\n[^#]+\n$/

describe('the records of decisions', () => {
  it('are numbered without a gap', () => {
    assert.ok(names.length > 30)
    assert.deepEqual(
      names.map((name) => Number(name.slice(0, 4))),
      names.map((_, index) => index + 1),
    )
  })

  it('have a status with a date, context, decision, alternatives and consequence', () => {
    assert.deepEqual(
      names.filter((name) => FORM.exec(read(name))?.[1] !== name.slice(0, 4)),
      [],
    )
  })

  it('are listed, each with its title', () => {
    const listed = [...read('README.md').matchAll(/^- \[(\d{4})\]\((.+)\) (.+)$/gm)].map(
      ([, number = '', name = '', title = '']) => ({ number, name, title }),
    )

    assert.deepEqual(
      listed,
      names.map((name) => ({ number: name.slice(0, 4), name, title: titleOf(name) })),
    )
  })
})
