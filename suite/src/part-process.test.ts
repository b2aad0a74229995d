import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { PartFailed, startPart } from './part-process.ts'

it('a part that answers nothing in time is told of in words: which, where, for how long, and what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-silent-'))
  const logFile = join(folder, 'hub.log')
  // Nothing listens at the port of a part that is still starting.
  const origin = 'http://localhost:9'
  const part = startPart({ part: 'hub', origin, environment: {}, logFile, onLine: () => undefined, patience: 1 })

  await assert.rejects(part.ready, (error) => {
    assert.ok(error instanceof PartFailed)
    assert.match(
      error.message,
      /^hub runs, but did not answer at http:\/\/localhost:9\/healthz within 0\.001 seconds\./,
    )
    assert.ok(error.message.includes('start again') && error.message.endsWith(logFile))
    return true
  })
  await part.kill()
  rmSync(folder, { recursive: true })
})

it('a part that ends before it answers is told of with how it ended and its last lines', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-failed-'))
  const [logFile, origin] = [join(folder, 'hub.log'), 'http://localhost:9']
  // A hub without a configuration.
  const part = startPart({ part: 'hub', origin, environment: {}, logFile, onLine: () => undefined })

  await assert.rejects(part.ready, (error) => {
    assert.ok(error instanceof PartFailed)
    assert.match(error.message, /^hub did not start \(exit code 1\)\. Its last lines:\n.*LANYARD_/s)
    return true
  })
  rmSync(folder, { recursive: true })
})
