import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, it } from 'node:test'

/** A part that serves nothing, as a process; `close` is what its stop does. */
async function stopPart(close: string) {
  const script = `
    import { openLog, runPart } from ${JSON.stringify(new URL('index.ts', import.meta.url).href)}
    const log = openLog({ part: 'test', version: '0' })
    const alive = setInterval(() => {}, 1000)
    await runPart(process, {
      log,
      async start() {
        await new Promise(setImmediate)
        log.info({ event: 'listening' })
        return { close: ${close} }
      },
      mistakesOf: () => null,
      stopLimit: 50,
    })`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const events: string[] = []
  for await (const line of createInterface(child.stdout)) {
    const { event } = JSON.parse(line) as { event: string }
    events.push(event)
    if (event === 'listening') child.kill('SIGTERM')
  }
  const [code] = (await exit) as [number]
  return { code, events }
}

describe('runPart', () => {
  it('cuts off, with a line and exit code 1, what does not come to its end when it stops (FR5)', async () => {
    assert.deepEqual(await stopPart('() => new Promise(() => {})'), { code: 1, events: ['listening', 'stop_overdue'] })
  })

  it('ends with 0 when all of it has stopped, and says why where that failed', async () => {
    assert.deepEqual(await stopPart('async () => clearInterval(alive)'), { code: 0, events: ['listening', 'stopped'] })
    assert.deepEqual(await stopPart("async () => { throw new Error('x') }"), {
      code: 1,
      events: ['listening', 'stop_failed'],
    })
  })
})
