import assert from 'node:assert/strict'
import { createServer, type AddressInfo } from 'node:net'
import { describe, it } from 'node:test'
import { sql } from 'kysely'
import { openPostgres } from './open-postgres.ts'
import { eventually } from './testing/index.ts'

describe('a silent server', () => {
  it('is asked again while an earlier question hangs, so that its return is noticed at once (FR2)', async () => {
    let [open, most] = [0, 0]
    const silent = createServer((socket) => {
      most = Math.max(most, ++open)
      // Who does not read does not hear of the end.
      socket
        .resume()
        .on('error', () => undefined)
        .on('close', () => open--)
    })
    await new Promise<void>((resolve) => silent.listen(0, resolve))
    const { port } = silent.address() as AddressInfo
    const database = await openPostgres<object>(`postgres://anyone@localhost:${port}/any?connect_timeout=3`, {})
    const asked = sql`select 1`.execute(database.db).catch((error: unknown) => error)

    await eventually('two questions wait beside the connection', () => most >= 3)

    silent.close()
    assert.ok((await asked) instanceof Error)
    await database.close()
  })
})
