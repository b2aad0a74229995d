import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { StorageError } from '@lanyard/storage'
import { errorResponse } from './error-page.ts'

describe('what the PSA answers while its database is away', () => {
  it('is a page for a person and a problem for the hub, with 503 and when to ask again (FR6)', async () => {
    await using psa = await openTestPsa()
    const away = new StorageError('database_away', 'away')
    const origin = psa.config.origin
    const browsers = new Request(`${origin}/tickets`, { headers: { 'sec-fetch-site': 'none' } })
    const hubs = new Request(`${origin}/connect/backchannel-logout`, { method: 'POST' })

    const [page, problem] = [errorResponse(psa, browsers, away), errorResponse(psa, hubs, away)]

    assert.deepEqual(
      [page, problem].map(({ status, headers }) => [status, headers.get('retry-after')]),
      [
        [503, '5'],
        [503, '5'],
      ],
    )
    const text = await page.text()
    assert.match(text, /is not available at the moment/)
    assert.doesNotMatch(text, /reference/i)
    assert.deepEqual(Object.keys(Object(await problem.json())), ['seconds', 'title', 'detail', 'status', 'code'])
    assert.equal(problem.headers.get('content-type'), 'application/problem+json')
  })
})
