import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { postForm, readLogin, recordLog } from '@lanyard/running/testing'
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
    const secrets = [PASSWORD, 'a wrong password']
    assert.deepEqual(readLogin(lines, { secrets, cookies }), { event: 'logged_in', tenant: tenant.id, user: tech.id })
  })
})
