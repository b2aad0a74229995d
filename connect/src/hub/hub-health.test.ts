import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { CheckFailed } from '../cause.ts'
import { createHubHealth } from './hub-health.ts'

describe('the health of the way to the hub', () => {
  it('is said at once, again after a minute or for another cause, and when it is over (FR4)', () => {
    const lines: string[] = []
    let at = 0
    const health = createHubHealth({
      now: () => at,
      log: ({ event, check, status, since }) => lines.push([at, event, check ?? status, since].join(' ')),
    })
    const fail = (when: number, check: string, status?: number) => {
      at = when
      health.failed(new CheckFailed(check, 'why', status))
    }
    health.heard()
    assert.equal(health.ailment(), null)

    fail(1, 'timeout')
    fail(2, 'timeout')
    fail(3, 'status', 500)
    fail(4, 'status', 503)
    fail(5, 'code', 503)
    fail(60_004, 'code', 503)
    fail(60_005, 'code', 503)
    fail(60_006, 'code', 503)
    assert.deepEqual(health.ailment(), { check: 'code', cause: 'why', status: 503, since: 1 })
    health.heard()
    health.heard()

    assert.equal(health.ailment(), null)
    assert.deepEqual(lines, [
      '1 hub_does_not_answer timeout 1',
      '3 hub_does_not_answer status 1',
      '4 hub_does_not_answer status 1',
      '5 hub_does_not_answer code 1',
      '60005 hub_does_not_answer code 1',
      '60006 hub_answers_again  1',
    ])
  })
})
