import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { readPage } from '@lanyard/ui/testing'
import { openTestRmm } from '../testing.ts'

describe('RMM while its database is away', () => {
  it('answers 503 with a page and when to ask again, and no reference, for the log has none (FR6)', async () => {
    await using rmm = await openTestRmm()
    const browser = rmm.browser()
    await sql`pragma query_only = on`.execute(rmm.db)

    const answer = await browser.logIn('alder', 'tech')

    const page = readPage(await answer.text())
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5'], page.text)
    assert.match(page.alert().text, /RMM is not available at the moment.* unavailable$/)
    assert.doesNotMatch(page.text, /reference/i)
  })
})
