import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { PartSilent, startPart } from './part-process.ts'

it('a part that answers nothing in time is told of in words: which, where, for how long, and what to do', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-silent-'))
  const logFile = join(folder, 'hub.log')
  // Nothing listens at the port of a part that is still starting.
  const origin = 'http://localhost:9'
  const part = startPart({ part: 'hub', origin, environment: {}, logFile, onLine: () => undefined, patience: 1 })

  await assert.rejects(part.ready, (error) => {
    assert.ok(error instanceof PartSilent)
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
