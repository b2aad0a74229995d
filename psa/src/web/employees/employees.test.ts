import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { PASSWORD, aCompany } from '../../../testing/a-company.ts'
import { openTestPsa } from '../../../testing/open-test-psa.ts'
import { resetToken } from '../../../testing/reset-token.ts'
import { findEmployeeByUsername } from '../../employees/find-employee.ts'

const path = '/admin/employees'

describe('the employees page', () => {
  it('has a row per employee with what can be done (A26)', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    await browser.post(`${path}/${tech.id}/deactivate`)
    const { text } = await browser.get(`${path}?done=deactivated&who=${tech.id}`)

    assert.match(text, /role="status"[\s\S]*The tech is inactive\./)
    const { text: forged } = await browser.get(`${path}?done=deactivated&who=Everybody`)
    assert.doesNotMatch(forged, /role="status"|Everybody/)
    const rows = text
      .split('<tr')
      .slice(1)
      .filter((row) => row.includes('alder.example'))
    assert.equal(rows.length, 2)
    const [adminRow = '', techRow = ''] = rows
    assert.match(adminRow, />Deactivate<[\s\S]*>Delete</)
    assert.match(techRow, />Activate<[\s\S]*>Delete</)
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 403)
  })

  it('activates and deletes', async () => {
    await using psa = await openTestPsa()
    const { tech, tenant } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    await browser.post(`${path}/${tech.id}/deactivate`)
    await browser.post(`${path}/${tech.id}/activate`)
    assert.equal((await psa.browser().logIn('alder', 'tech')).status, 303)
    await browser.post(`${path}/${tech.id}/delete`)
    assert.equal(await findEmployeeByUsername(psa, tenant.id, 'tech'), null)
  })

  it('says why the last admin stays', async () => {
    await using psa = await openTestPsa()
    const { admin } = await aCompany(psa)
    const browser = psa.browser()
    await browser.logIn('alder', 'admin')

    const answer = await browser.post(`${path}/${admin.id}/deactivate`)

    assert.equal(answer.status, 409)
    assert.match(answer.text, /role="alert"[\s\S]*last_admin/)
  })

  it('adds somebody, who sets the password by mail (A27)', async () => {
    await using psa = await openTestPsa()
    await aCompany(psa)
    const admin = psa.browser()
    await admin.logIn('alder', 'admin')
    const person = { name: 'Nora New', username: 'nora', email: 'nora@alder.example', role: 'technician' }

    assert.equal((await admin.post(path, { ...person, role: 'owner' })).status, 400)
    assert.equal((await admin.post(path, person)).status, 303)
    assert.equal((await admin.post(path, person)).status, 409)
    const link = `/reset-password/${await resetToken(psa)}`
    const set = await psa
      .browser()
      .post(link, { password: 'her-first-password-here', repeat: 'her-first-password-here' })

    assert.equal(set.location, '/login?done=password-set')
    assert.equal((await psa.browser().logIn('alder', 'nora', 'her-first-password-here')).status, 303)
  })

  it('is for admins alone, and for those of the same company', async () => {
    await using psa = await openTestPsa()
    const { admin } = await aCompany(psa)
    await aCompany(psa, { company: 'aspen' })
    const tech = psa.browser()
    await tech.logIn('alder', 'tech')
    const stranger = psa.browser()
    await stranger.logIn('aspen', 'admin', PASSWORD)

    assert.equal((await tech.get(path)).status, 403)
    assert.match((await tech.post(`${path}/${admin.id}/delete`)).text, /not_an_admin/)
    assert.equal((await stranger.post(`${path}/${admin.id}/delete`)).status, 404)
    assert.equal((await psa.browser().logIn('alder', 'admin')).status, 303)
  })
})
