import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { withoutSecrets } from './listen.ts'
import { recordLog } from './testing/index.ts'

class Away extends Error {
  readonly code = 'database_away'
}

describe('the log', () => {
  it('writes an error in one shape, without what libraries hang on it (FR12)', () => {
    const { log, lines } = recordLog()
    const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(a@b.example)' })

    log.error({ event: 'failed', error: new TypeError('not done', { cause: error }) })

    const [line] = lines
    assert.equal(line?.['part'], 'test')
    assert.equal(line['version'], '0.0.0')
    const { stack, ...written } = line['error'] as Record<string, unknown>
    assert.match(String(stack), /TypeError/)
    assert.deepEqual(written, {
      type: 'TypeError',
      message: 'not done',
      cause: { type: 'Error', message: 'duplicate key', code: '23505' },
    })
  })

  it('says at most once a second and cause that the database is away, and how many lines it left out (FR6)', (test) => {
    test.mock.method(performance, 'now', () => at)
    let at = 0
    const { log, lines } = recordLog()
    const refused = () => new Away('away', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) })
    const ended = () => new Away('away', { cause: Object.assign(new Error(), { code: '57P01' }) })

    for (let line = 0; line < 100; line++) log.error({ event: 'failed', error: refused() })
    log.error({ event: 'loop_failed', error: ended() })
    at = 1001
    log.error({ event: 'failed', error: refused() })

    assert.deepEqual(
      lines.map(({ event, left_out: leftOut }) => [event, leftOut]),
      [
        ['failed', undefined],
        ['loop_failed', undefined],
        ['failed', 99],
      ],
    )
  })

  it('names of a request nothing that opens something', () => {
    const token = 'n2sC4d8hQ0nW2oB4aC6eG8iK0mM2oO4qQ6sS8uU0wW2'

    assert.equal(withoutSecrets(`/invitations/${token}?code=1234#x`), '/invitations/…')
  })
})
