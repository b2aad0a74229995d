import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { postForm, recordLog } from '@lanyard/running/testing'
import { aCompany, PASSWORD } from '../../../testing/a-company.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { startPsa } from '../../server.ts'

describe('the PSA’s log of a local login', () => {
  it('has a line of the one shape, with the request’s id and no secret, and none for a wrong password (FR12)', async () => {
    await using psa = await openTestPsa()
    const { tenant, tech } = await aCompany(psa)
    const { log, lines } = recordLog()
    const server = await startPsa({ ...psa.config, database: psa.database.location }, log)
    const logIn = (password: string) =>
      postForm(server.address.port, psa.config.origin, '/login', { company: 'alder', username: 'tech', password })

    const wrong = await logIn('a wrong password')
    const { status, cookies } = await logIn(PASSWORD)
    await server.close()

    assert.deepEqual([wrong.status, status], [401, 303])
    const [line, ...more] = lines.filter(({ event }) => event === 'logged_in')
    assert.deepEqual(more, [])
    const { level, part, version, time, pid, request, ...facts } = line ?? {}
    assert.deepEqual(facts, { event: 'logged_in', tenant: tenant.id, user: tech.id })
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
