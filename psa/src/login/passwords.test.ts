import { limitsFor } from '@lanyard/guard'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { PASSWORD, aCompany, anEmployee } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { codeOf } from '../../testing/outcomes.ts'
import { resetToken } from '../../testing/reset-token.ts'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { takeTry } from '../limits/take-try.ts'
import { listMails } from '../mail/send-mail.ts'
import { Refusal } from '../refusal.ts'
import { logIn } from './log-in.ts'
import { hasPassword } from '../passwords/has-password.ts'
import { mailResetLink } from './mail-reset-link.ts'
import { provePassword } from '../passwords/prove-password.ts'
import { requestContactReset, requestEmployeeReset } from './request-password-reset.ts'
import { findResetPerson, resetPassword } from './reset-password.ts'

const NEXT = 'another-lanyard-password'

const origin = { source: '192.0.2.1' }

for (const dialect of databases) {
  describe(`setting a password by mail on ${dialect.name}`, () => {
    it('mails a link that works once, for the first who uses it (A27, T35)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant } = await aCompany(psa)
      const employee = await anEmployee(psa, tenant, { username: 'new', hasPassword: false })
      await requestEmployeeReset(psa, { company: 'Alder', username: 'New', source: '192.0.2.1' })
      await psa.backgroundTasks.settle()
      const token = await resetToken(psa)

      const outcomes = await Promise.allSettled([
        resetPassword(psa, { token, password: NEXT, origin }),
        resetPassword(psa, { token, password: `${NEXT}-2`, origin }),
      ])

      assert.deepEqual(outcomes.map(codeOf).sort(), ['fulfilled', 'reset_link_invalid'])
      assert.equal(await hasPassword(psa, employee.id), true)
      assert.equal(await findResetPerson(psa, token), null)
    })

    it('mails a link that works for one hour (A27)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      const token = await resetToken(psa)

      psa.wait(3601)

      await assert.rejects(resetPassword(psa, { token, password: NEXT, origin }), { code: 'reset_link_invalid' })
      await provePassword(psa, { user: tech.id, password: PASSWORD, source: '192.0.2.1' })
    })

    it('keeps the link where the new password is refused', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      const token = await resetToken(psa)

      await assert.rejects(resetPassword(psa, { token, password: 'short', origin }), { code: 'password_too_short' })

      assert.equal((await resetPassword(psa, { token, password: NEXT, origin })).id, tech.id)
    })

    it('ends every session and every other link, and tells the person (T9, T11, T46)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { tech } = company
      const { logInThroughHub } = await linked(psa, company)
      const through = await logInThroughHub(tech)
      const local = psa.browser()
      await local.logIn('alder', 'tech')
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)
      const former = await resetToken(psa)
      psa.wait(1)
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)

      await resetPassword(psa, { token: await resetToken(psa), password: NEXT, origin })

      assert.equal((await through.get('/')).location, '/login')
      assert.equal((await local.get('/')).location, '/login')
      await assert.rejects(resetPassword(psa, { token: former, password: NEXT, origin }), {
        code: 'reset_link_invalid',
      })
      assert.ok((await listMails(psa)).some(({ to, subject }) => to === tech.email && /was changed/.test(subject)))
    })

    it('removes a link with a hub account that the person does not know (T10)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      await linked(psa, company)
      const { tech, admin } = company
      for (const person of [tech, admin]) {
        await mailResetLink(psa, person, psa.words.mails.reset.forgotten)
        const forgetLink = person === tech
        await resetPassword(psa, { token: await resetToken(psa), password: NEXT, forgetLink, origin })
        psa.wait(1)
      }

      assert.equal((await psa.connect.userState(tech.id)).state, 'unlinked')
      assert.equal((await psa.connect.userState(admin.id)).state, 'linked')
    })

    it('ends a link that the person began and the hub has not confirmed: no one can be asked about it yet (T10)', async () => {
      for (const forgetLink of [false, true]) {
        await using psa = await openTestPsa({}, dialect)
        const company = await aCompany(psa)
        await linked(psa, company, { confirmed: false })
        await mailResetLink(psa, company.admin, psa.words.mails.reset.forgotten)

        await resetPassword(psa, { token: await resetToken(psa), password: NEXT, forgetLink, origin })

        const { tenant } = company
        assert.deepEqual(await psa.connect.tenantState(tenant.id), { state: 'off', feature: 'on', endOwed: true })
      }
    })

    it('mails nothing to no one and to inactive people, and says the same', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await deactivateEmployee(psa, { employee: tech, by: 'operator' })
      const source = '192.0.2.1'

      await requestEmployeeReset(psa, { company: 'alder', username: 'tech', source })
      await requestEmployeeReset(psa, { company: 'alder', username: 'nobody', source })
      await requestEmployeeReset(psa, { company: 'nobody', username: 'tech', source })
      await requestContactReset(psa, { company: 'alder', email: 'nobody@client.example', source })

      await psa.backgroundTasks.settle()
      assert.deepEqual(await listMails(psa), [])
    })

    it('floods no one with mails, from wherever they are asked for', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)

      for (let place = 0; place < 20; place += 1) {
        await requestEmployeeReset(psa, { company: 'alder', username: 'tech', source: `192.0.2.${place}` })
      }

      await psa.backgroundTasks.settle()
      assert.equal((await listMails(psa)).length, 5)
    })

    it('answers before it has looked at who there is, so that no time tells (T29, FL9)', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      for (const username of ['tech', 'nobody']) {
        const work: (() => Promise<void>)[] = []
        const statements: string[] = []
        const backgroundTasks = { ...psa.backgroundTasks, send: (task: () => Promise<void>) => void work.push(task) }
        const db = countingStatements(psa.db, statements)

        await requestEmployeeReset({ ...psa, db, backgroundTasks }, { company: 'alder', username, source: '192.0.2.1' })

        assert.ok(statements.length > 0 && statements.every((text) => text.includes('guard_tries')), statements.join())
        assert.equal(work.length, 1)
        assert.deepEqual(await listMails(psa), [])
        await work[0]?.()
        assert.equal((await listMails(psa)).length, username === 'tech' ? 1 : 0)
        await psa.db.deleteFrom('mails').execute()
      }
    })

    it('looks a link up before it weighs or hashes a password (FL3)', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const long = 'a long password that would take its time '.repeat(3)

      for (const password of ['short', long]) {
        const input = { token: 'A'.repeat(43), password, origin }
        await assert.rejects(resetPassword(psa, input), { code: 'reset_link_invalid' })
      }
    })

    it('forgives what was counted against the person from there, and nothing elsewhere (FL2)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const logInAs = (password: string, source: string) =>
        logIn(psa, { company: 'alder', username: 'tech', password, source, replaces: null })
      for (const source of ['192.0.2.1', '192.0.2.2']) await guessUntilStopped(psa, () => logInAs('wrong', source))
      await mailResetLink(psa, tech, psa.words.mails.reset.forgotten)

      await resetPassword(psa, { token: await resetToken(psa), password: NEXT, origin })

      assert.ok(await logInAs(NEXT, '192.0.2.1'))
      await assert.rejects(logInAs(NEXT, '192.0.2.2'), { code: 'too_many_attempts' })
    })
  })

  describe(`limits on password tries on ${dialect.name}`, () => {
    it('grant no more than five of twenty simultaneous tries', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const wrong = { user: tech.id, password: 'lanyard-wrong-password', source: '192.0.2.1' }

      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => provePassword(psa, wrong)))

      const codes = outcomes.map(codeOf)
      assert.equal(codes.filter((code) => code === 'password_wrong').length, 5)
      assert.equal(codes.filter((code) => code === 'too_many_attempts').length, 15)
    })

    it('hold against a person at once wherever the password is asked for', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await guessUntilStopped(psa, () => provePassword(psa, { user: tech.id, password: 'wrong', source: '192.0.2.1' }))

      const input = { company: 'alder', username: 'tech', password: PASSWORD, source: '192.0.2.1', replaces: null }
      await assert.rejects(logIn(psa, input), { code: 'too_many_attempts' })
    })

    it('lock no one out of a browser that they know, whatever strangers try (FL1, T34)', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const own = psa.browser()
      assert.equal((await own.logIn('alder', 'tech')).status, 303)
      await own.post('/log-out')

      let name = 0
      await guessUntilStopped(psa, () => takeTry(psa, limitsFor('password', `nobody-${name++}`, '192.0.2.1')))

      assert.equal((await psa.browser().logIn('alder', 'admin')).status, 429)
      assert.equal((await psa.browser({ source: '192.0.2.2' }).logIn('alder', 'admin')).status, 303)
      assert.equal((await own.logIn('alder', 'tech')).location, '/')
    })
  })
}

/** Guesses until the next try has to wait for minutes, which no test takes. */
async function guessUntilStopped(psa: TestPsa, guess: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const [outcome] = await Promise.allSettled([guess()])
    const seconds = outcome && codeOf(outcome) === 'too_many_attempts' ? secondsOf(outcome) : 0
    if (seconds > 60) return
    psa.wait(seconds)
  }
  throw new Error('No limit stopped two hundred guesses.')
}

function secondsOf(outcome: PromiseSettledResult<unknown>): number {
  return outcome.status === 'rejected' && outcome.reason instanceof Refusal
    ? Number(outcome.reason.details['seconds'])
    : 0
}

function countingStatements(db: TestPsa['db'], statements: string[]): TestPsa['db'] {
  return db.withPlugin({
    transformQuery: ({ node }) => {
      statements.push(JSON.stringify(node))
      return node
    },
    transformResult: async ({ result }) => result,
  })
}
