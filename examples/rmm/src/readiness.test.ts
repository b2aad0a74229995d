import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { silentLog } from '@lanyard/running'
import { askPlainly } from '@lanyard/running/testing'
import { eventually } from '@lanyard/storage/testing'
import { openTestRmm } from '../testing.ts'
import { startRmm } from './server.ts'

describe('health and readiness of RMM', () => {
  it('answer everybody, and nothing else does; they know the loops of the kit and why the hub is away (FA2, FR2)', async () => {
    await using rmm = await openTestRmm()
    const server = await startRmm({ ...rmm.config, listen: { host: '127.0.0.1', port: 0 } }, silentLog)
    const { port } = server.address

    const ask = (path: string) => [askPlainly(port, path), askPlainly(port, path, 'other.example')]
    const fine = await Promise.all(['/healthz', '/readyz'].flatMap(ask))
    const [, refused] = await Promise.all(ask('/login'))
    await eventually('the hub was asked', async () => (await askPlainly(port, '/readyz')).body['hub'] === 'not_reached')
    const { status, body } = await askPlainly(port, '/readyz')
    await server.close()

    assert.deepEqual(
      fine.map((answer) => answer.status),
      [200, 200, 200, 200],
    )
    assert.equal(refused?.status, 421)
    assert.deepEqual([status, body['hub_log_read_seconds_ago'], body['suspended_links']], [200, null, 0])
    assert.deepEqual(Object.keys(body['loops'] ?? {}).sort(), ['connect_recheck', 'connect_round', 'pruning'])
  })
})
