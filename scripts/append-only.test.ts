import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readSources } from './source-files.ts'
import { isOfTests, listTestPackages } from './test-packages.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const testPackages = listTestPackages(root)

const AUDIT = '(audit|audit_entries|connect_audit|audit_batches|audit_sealed)'
const CHANGES = new RegExp(
  `\\b(updateTable|deleteFrom|mergeInto|replaceInto)\\(\\s*['"\`]${AUDIT}['"\`]|\\b(update|delete\\s+from|truncate(\\s+table)?)\\s+"?${AUDIT}\\b`,
  'i',
)

describe('the audit', () => {
  it('is append-only: no statement of the suite changes or deletes an entry, or a seal', () => {
    // Tests tamper, and put their databases back to how they began.
    const sources = readSources(root).filter(({ path }) => !isOfTests(path, testPackages))

    assert.ok(sources.some(({ path }) => path === 'hub/src/records/audit/record-act.ts'))
    assert.deepEqual(
      sources.filter(({ text }) => CHANGES.test(text)).map(({ path }) => path),
      [],
    )
  })

  it('would not be, by any of these', () => {
    for (const text of [
      "deleteFrom('audit')",
      'updateTable("connect_audit")',
      'sql`delete from audit_entries where`',
      'update audit_sealed set',
    ])
      assert.match(text, CHANGES)
    assert.doesNotMatch("insertInto('audit')", CHANGES)
  })
})
