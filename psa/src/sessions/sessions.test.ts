import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import { PASSWORD, aCompany } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { codeOf, untilBlocked } from '../../testing/outcomes.ts'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { findEmployee } from '../employees/find-employee.ts'
import { beginSession } from './begin-session.ts'
import { forgetEndedSessions } from './live-sessions.ts'
import { logIn } from '../login/log-in.ts'

const HOUR = 3600

for (const dialect of databases) {
  describe(`sessions on ${dialect.name}`, () => {
    it('keep the secret as a hash alone', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const browser = psa.browser()
      await browser.logIn('alder', 'tech')

      const [id, secret] = browser.cookies.get('psa-us-session')?.split('.') ?? []

      const stored = await psa.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
      assert.equal(stored.id, id)
      assert.ok(secret && secret.length >= 43)
      assert.equal(JSON.stringify(stored).includes(secret), false)
    })

    it('are not read with the right id and another secret', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const browser = psa.browser()
      await browser.logIn('alder', 'tech')
      const [name = '', value = ''] = [...browser.cookies][0] ?? []

      browser.cookies.set(name, `${value.split('.')[0]}.${'A'.repeat(43)}`)

      assert.equal((await browser.get('/')).location, '/login')
    })

    it('end after four hours without a request', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const browser = psa.browser()
      await browser.logIn('alder', 'tech')
      psa.wait(3 * HOUR)
      assert.equal((await browser.get('/')).status, 200)
      psa.wait(3 * HOUR)
      assert.equal((await browser.get('/')).status, 200)

      psa.wait(4 * HOUR)

      assert.equal((await browser.get('/')).location, '/login')
    })

    it('end after twelve hours in all', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const browser = psa.browser()
      await browser.logIn('alder', 'tech')
      for (let passed = 0; passed < 9; passed += 3) {
        psa.wait(3 * HOUR)
        assert.equal((await browser.get('/')).status, 200)
      }

      psa.wait(3 * HOUR)

      assert.equal((await browser.get('/')).location, '/login')
      await forgetEndedSessions(psa)
      assert.deepEqual(await psa.db.selectFrom('sessions').selectAll().execute(), [])
    })

    it('never outlive a deactivation that happens at the same moment (T27)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const input = { company: 'alder', username: 'tech', password: PASSWORD, source: '192.0.2.1', replaces: null }

      const outcomes = await Promise.allSettled([
        ...Array.from({ length: 5 }, () => logIn(psa, input)),
        deactivateEmployee(psa, { employee: tech, by: 'operator' }),
      ])

      assert.ok(outcomes.map(codeOf).every((code) => code === 'fulfilled' || code === 'user_inactive'))
      assert.deepEqual(await psa.db.selectFrom('sessions').selectAll().execute(), [])
    })

    it('end with a deactivation that comes while one begins (T27)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech, tenant } = await aCompany(psa)
      const [read, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const beginning = inTransaction(psa, async (psa) => {
        assert.equal((await findEmployee(psa, tech.id))?.deactivated, null)
        read.resolve()
        await release.promise
        await beginSession(psa, { tenant: tenant.id, user: tech.id, productSessionId: null, replaces: null })
      })
      await read.promise

      const deactivation = deactivateEmployee(psa, { employee: tech, by: 'operator' })
      await untilBlocked(psa).finally(release.resolve)
      await Promise.all([beginning, deactivation])

      assert.deepEqual(await psa.db.selectFrom('sessions').selectAll().execute(), [])
    })

    it('begun through the hub live no longer than the row of the kit', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { logInThroughHub } = await linked(psa, company)
      const browser = await logInThroughHub(company.tech)
      assert.equal((await browser.get('/')).status, 200)

      await psa.connect.endTenantSessions(psa.db, company.tenant.id)

      assert.equal((await browser.get('/')).location, '/login')
    })

    it('are gone with the row of the kit after a logout', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { logInThroughHub } = await linked(psa, company)
      const browser = await logInThroughHub(company.tech)

      const answer = await browser.post('/log-out')

      assert.equal(answer.location, '/login')
      assert.match((await browser.get('/login')).message().text, /You are logged out of PSA\./)
      assert.equal(browser.cookies.size, 0)
      assert.equal((await psa.connect.previewSwitchOff(company.tenant.id)).sessions, 0)
    })

    it('of a linked employee that began here say that the one at the hub may go on; others say nothing of it (FS6)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      await linked(psa, company, { people: [company.tech] })
      const leave = async (username: string) => {
        const browser = psa.browser()
        await browser.logIn('alder', username)
        await browser.post('/log-out')
        return (await browser.get('/login')).message().text
      }

      assert.match(await leave('tech'), /You are logged out of PSA\./)
      assert.match(await leave('admin'), /You are logged out\./)
    })
  })
}
