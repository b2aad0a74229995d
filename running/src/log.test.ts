import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable, open, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

  it('on a full disk ends nothing, keeps what it can and goes on once there is room', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'log-'))
    await using full = await open('/dev/full', 'w')
    const file = join(folder.path, 'log')
    // The next file to be opened is the output again.
    const script = `
      import { closeSync, openSync } from 'node:fs'
      import { openLog } from ${JSON.stringify(new URL('log.ts', import.meta.url).href)}
      const log = openLog({ part: 'test', version: '0' })
      const more = 'x'.repeat(500)
      for (let line = 0; line < 3000; line++) log.info({ event: 'kept_or_lost', line, more })
      await new Promise(setImmediate)
      closeSync(1)
      if (openSync(${JSON.stringify(file)}, 'w') !== 1) throw new Error('not the output')
      log.info({ event: 'still_lost', more: more.repeat(100) })
      log.info({ event: 'back' })`

    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', full.fd, 'inherit'],
    })
    const [code] = (await once(child, 'exit')) as [number]

    const lines = (await readFile(file, 'utf8')).trim().split('\n')
    const events = lines.map((line) => (JSON.parse(line) as { event: string }).event)
    assert.deepEqual([code, events.at(0), events.at(-1)], [0, 'kept_or_lost', 'back'])
    assert.ok(lines.length > 1000 && lines.length < 2000)
  })

  it('names of a request nothing that opens something', () => {
    const token = 'n2sC4d8hQ0nW2oB4aC6eG8iK0mM2oO4qQ6sS8uU0wW2'

    assert.equal(withoutSecrets(`/invitations/${token}?code=1234#x`), '/invitations/…')
  })
})
