import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../../refusal.ts'
import { readMemberRows } from './read-member-rows.ts'

describe('readMemberRows', () => {
  for (const [what, text] of [
    ['commas', 'email,role\nnew@a.example,master\nother@a.example,\n'],
    [
      'semicolons, a byte order mark and the line ends of Windows',
      '\uFEFFEmail;Role\r\nnew@a.example;master\r\nother@a.example;\r\n',
    ],
    [
      'tabs and the columns of a spreadsheet',
      'Name\tROLE\tEmail\nNew\tmaster\t new@a.example \nOther\t\tother@a.example',
    ],
    ['quotation marks', '"role","email"\n"master","new@a.example"\n"","other@a.example"\n'],
    ['rows that are too short', 'email,role\nnew@a.example,master\nother@a.example'],
  ] as const)
    it(`reads ${what}`, () => {
      assert.deepEqual(readMemberRows(text), [
        { line: 2, email: 'new@a.example', role: 'master' },
        { line: 3, email: 'other@a.example', role: '' },
      ])
    })

  it('counts rows as an editor does, empty ones included', () => {
    const lines = readMemberRows('email,note\n\na@a.example,"two\nlines"\n,\nb@a.example\n').map(({ line }) => line)

    assert.deepEqual(lines, [4, 6])
  })

  for (const [what, text, row, reason] of [
    ['nothing', '', 1, 'no_email'],
    ['no column “email”', 'address\na@a.example', 1, 'no_email'],
    ['nobody', 'email\n', 2, 'nobody'],
    ['a quotation mark that is not closed', 'email\na@a.example\n"b@a.example\nc', 4, 'quote'],
    ['a quotation mark within a cell', 'email\na"b@a.example', 2, 'quote'],
    ['a cell without end', `email\n${'x'.repeat(5000)}`, 2, 'too_long'],
    ['more than 5,000 people', `email\n${'a@a.example\n'.repeat(5001)}`, 5002, 'too_many'],
  ] as const)
    it(`refuses ${what}, and says in which row`, () => {
      assert.throws(
        () => readMemberRows(text),
        (error) => {
          assert.ok(error instanceof Refusal)
          assert.deepEqual([error.code, error.details], ['csv_invalid', { row, reason }])
          return true
        },
      )
    })
})
