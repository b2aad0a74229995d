import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { postForm, readLogin, recordLog } from '@lanyard/running/testing'
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
    const secrets = [PASSWORD, 'a wrong password']
    assert.deepEqual(readLogin(lines, { secrets, cookies }), { event: 'logged_in', tenant: companyId, user: techId })
  })
})
