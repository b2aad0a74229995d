import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { createHubClock } from './hub-clock.ts'

const NOW = Date.UTC(2026, 10, 22, 10)

describe('createHubClock', () => {
  it('goes by what an answer says, and by none that a cache has kept (FC1)', async () => {
    const answers = [
      { date: new Date(NOW + 90_000).toUTCString() },
      { date: new Date(NOW - 3_600_000).toUTCString(), age: '3600' },
      { date: 'yesterday' },
    ]
    await using server = createServer((_, response) => response.writeHead(200, answers.shift()).end())
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
    const clock = createHubClock(() => NOW)
    const ask = () => clock.fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {} as never)
    assert.equal(clock.ahead(), null)

    for (const _ of Array.from(answers)) {
      await ask()
      assert.equal(clock.ahead(), 90_500)
    }
  })
})
