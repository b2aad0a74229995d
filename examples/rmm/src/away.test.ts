import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestRmm } from '../testing.ts'

describe('RMM while its database is away', () => {
  it('answers 503 with a page and when to ask again, and no reference, for the log has none (FR6)', async () => {
    await using rmm = await openTestRmm()
    const browser = rmm.browser()
    await sql`pragma query_only = on`.execute(rmm.db)

    const answer = await browser.logIn('alder', 'tech')

    const page = await answer.text()
    assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5'], page)
    assert.match(page, /RMM is not available at the moment[^<]*Code: unavailable/)
    assert.doesNotMatch(page, /reference/i)
  })
})
