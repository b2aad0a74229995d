import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { postForm, recordLog } from '@lanyard/running/testing'
import { aCompany, openTestRmm, PASSWORD } from '../testing.ts'
import { startRmm } from './server.ts'

describe('RMM’s log of a local login', () => {
  it('has a line of the one shape, with the request’s id and no secret, and none for a wrong password (FR12)', async () => {
    await using rmm = await openTestRmm()
    const { companyId, techId } = await aCompany(rmm)
    const { log, lines } = recordLog()
    const server = await startRmm({ ...rmm.config, listen: { host: '127.0.0.1', port: 0 } }, log)
    const logIn = (password: string) =>
      postForm(server.address.port, rmm.config.origin, '/login', { company: 'alder', username: 'tech', password })

    const wrong = await logIn('a wrong password')
    const { status, cookies } = await logIn(PASSWORD)
    await server.close()

    assert.deepEqual([wrong.status, status], [401, 303])
    const [line, ...more] = lines.filter(({ event }) => event === 'logged_in')
    assert.deepEqual(more, [])
    const { level, part, version, time, pid, request, ...facts } = line ?? {}
    assert.deepEqual(facts, { event: 'logged_in', tenant: companyId, user: techId })
    assert.deepEqual([level, part, version, typeof time, typeof pid], [30, 'test', '0.0.0', 'number', 'number'])
    const answered = lines.filter((other) => other['event'] === 'request' && other['request'] === request)
    assert.deepEqual(
      answered.map((answer) => [answer['path'], answer['status']]),
      [['/login', 303]],
    )
    const text = JSON.stringify(lines)
    for (const secret of [PASSWORD, 'a wrong password', ...cookies.map(valueOf)]) assert.ok(!text.includes(secret))
  })
})

function valueOf(cookie: string): string {
  const [, value = ''] = /^[^=]+=([^;]{8,})/.exec(cookie) ?? []
  assert.notEqual(value, '')
  return value
}
