import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { PASSWORD, aCompany, anEmployee } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { codeOf } from '../../testing/outcomes.ts'
import { resetToken } from '../../testing/reset-token.ts'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { listMails } from '../mail/send-mail.ts'
import { hasPassword } from './has-password.ts'
import { mailResetLink } from './mail-reset-link.ts'
import { hashPassword, isPassword, LONGEST } from './password.ts'
import { provePassword } from './prove-password.ts'
import { requestContactReset, requestEmployeeReset } from './request-password-reset.ts'
import { findResetPerson, resetPassword } from './reset-password.ts'

const NEXT = 'another-lanyard-password'

describe('a password', () => {
  it('is kept as argon2id with the recommended cost', async () => {
    assert.match(await hashPassword(PASSWORD), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('has at least twelve characters, and no more than a person types', async () => {
    await assert.rejects(hashPassword('elevenchars'), { code: 'password_too_short' })
    await assert.rejects(hashPassword('x'.repeat(LONGEST + 1)), { code: 'password_too_long' })
    assert.ok(await hashPassword('twelve chars'))
  })

  it('is the same however a keyboard composes its characters', async () => {
    assert.equal(await isPassword('cafe\u0301-lanyard-1', await hashPassword('caf\u00e9-lanyard-1')), true)
  })

  it('is never right where there is none', async () => {
    assert.equal(await isPassword('', null), false)
    assert.equal(await isPassword(PASSWORD, null), false)
    assert.equal(await isPassword('x'.repeat(1_000_000), await hashPassword(PASSWORD)), false)
  })
})

for (const dialect of databases) {
  describe(`setting a password by mail on ${dialect.name}`, () => {
    it('mails a link that works once, whoever uses it first (A27, T35)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant } = await aCompany(psa)
      const employee = await anEmployee(psa, tenant, { username: 'new', password: undefined })
      await requestEmployeeReset(psa, { company: 'Alder', username: 'New', source: '192.0.2.1' })
      const token = await resetToken(psa)

      const outcomes = await Promise.allSettled([
        resetPassword(psa, { token, password: NEXT }),
        resetPassword(psa, { token, password: `${NEXT}-2` }),
      ])

      assert.deepEqual(outcomes.map(codeOf).sort(), ['fulfilled', 'reset_link_invalid'])
      assert.equal(await hasPassword(psa, employee.id), true)
      assert.equal(await findResetPerson(psa, token), null)
    })

    it('mails a link that works for one hour (A27)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await mailResetLink(psa, tech, 'forgotten')
      const token = await resetToken(psa)

      psa.wait(3601)

      await assert.rejects(resetPassword(psa, { token, password: NEXT }), { code: 'reset_link_invalid' })
      await provePassword(psa, { user: tech.id, password: PASSWORD, source: '192.0.2.1' })
    })

    it('keeps the link where the new password is refused', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await mailResetLink(psa, tech, 'forgotten')
      const token = await resetToken(psa)

      await assert.rejects(resetPassword(psa, { token, password: 'short' }), { code: 'password_too_short' })

      assert.equal((await resetPassword(psa, { token, password: NEXT })).id, tech.id)
    })

    it('ends every session and every other link, and tells the person (T9, T11, T46)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { tech } = company
      const { logInThroughHub } = await linked(psa, company)
      const through = await logInThroughHub(tech)
      const local = psa.browser()
      await local.logIn('alder', 'tech')
      await mailResetLink(psa, tech, 'forgotten')
      const former = await resetToken(psa)
      psa.wait(1)
      await mailResetLink(psa, tech, 'forgotten')

      await resetPassword(psa, { token: await resetToken(psa), password: NEXT })

      assert.equal((await through.get('/')).location, '/login')
      assert.equal((await local.get('/')).location, '/login')
      await assert.rejects(resetPassword(psa, { token: former, password: NEXT }), { code: 'reset_link_invalid' })
      assert.ok((await listMails(psa)).some(({ to, subject }) => to === tech.email && /was changed/.test(subject)))
    })

    it('removes a link with a hub account that the person does not know (T10)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      await linked(psa, company)
      const { tech, admin } = company
      for (const person of [tech, admin]) {
        await mailResetLink(psa, person, 'forgotten')
        const forgetLink = person === tech
        await resetPassword(psa, { token: await resetToken(psa), password: NEXT, forgetLink })
        psa.wait(1)
      }

      assert.equal((await psa.connect.userState(tech.id)).state, 'unlinked')
      assert.equal((await psa.connect.userState(admin.id)).state, 'linked')
    })

    it('mails nothing to nobody and to inactive people, and says the same', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await deactivateEmployee(psa, { employee: tech, by: 'operator' })
      const source = '192.0.2.1'

      await requestEmployeeReset(psa, { company: 'alder', username: 'tech', source })
      await requestEmployeeReset(psa, { company: 'alder', username: 'nobody', source })
      await requestEmployeeReset(psa, { company: 'nobody', username: 'tech', source })
      await requestContactReset(psa, { company: 'alder', email: 'nobody@client.example', source })

      assert.deepEqual(await listMails(psa), [])
    })

    it('floods nobody with mails', async () => {
      await using psa = await openTestPsa({}, dialect)
      await aCompany(psa)
      const wish = { company: 'alder', username: 'tech', source: '192.0.2.1' }

      const outcomes = []
      for (let tries = 0; tries < 7; tries += 1)
        outcomes.push(...(await Promise.allSettled([requestEmployeeReset(psa, wish)])))

      assert.equal((await listMails(psa)).length, 5)
      assert.deepEqual(outcomes.slice(5).map(codeOf), ['too_many_attempts', 'too_many_attempts'])
    })
  })

  describe(`limits on password tries on ${dialect.name}`, () => {
    it('grant no more than ten of twenty simultaneous tries', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const wrong = { user: tech.id, password: 'lanyard-wrong-password', source: '192.0.2.1' }

      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => provePassword(psa, wrong)))

      const codes = outcomes.map(codeOf)
      assert.equal(codes.filter((code) => code === 'password_wrong').length, 10)
      assert.equal(codes.filter((code) => code === 'too_many_attempts').length, 10)
    })
  })
}
