import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { PASSWORD, aCompany } from '../../testing/a-company.ts'
import { openTestPsa, type TestPsa } from '../../testing/open-test-psa.ts'
import { codeOf, untilBlocked } from '../../testing/outcomes.ts'
import { inTransaction } from '@lanyard/storage'
import { deactivateEmployee } from '../employees/deactivate-employee.ts'
import { listMails } from '../mail/send-mail.ts'
import { beginSession } from '../sessions/begin-session.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import { logIn } from './log-in.ts'
import { changePassword } from './change-password.ts'
import { mailResetLink } from './mail-reset-link.ts'
import { normalize, readPassword } from '../passwords/password.ts'
import { setPassword } from '../passwords/set-password.ts'

const NEXT = 'another-lanyard-password'

const origin = { source: '192.0.2.1' }

describe('a password', () => {
  const chosen = async (psa: TestPsa, password: string) => {
    const { tech } = await aCompany(psa)
    return readPassword(psa, password, tech)
  }

  it('is kept as argon2id with the recommended cost', async () => {
    await using psa = await openTestPsa()
    assert.match(await chosen(psa, PASSWORD), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('has fifteen characters at least, as it is the only factor, and no more than a person types (FL8)', async () => {
    await using psa = await openTestPsa()
    const { tech } = await aCompany(psa)
    for (const [password, code] of [
      ['password1234', 'password_too_short'],
      ['aaaaaaaaaaaa', 'password_too_short'],
      ['fourteen chars', 'password_too_short'],
      ['x'.repeat(129), 'password_too_long'],
      ['passwordpassword1234', 'password_common'],
      ['aaaaaaaaaaaaaaaaaaaa', 'password_common'],
      ['correct horse battery staple', 'password_common'],
      ['alderalderalder', 'password_contains_name'],
      ['Alder MSP Alder MSP', 'password_contains_name'],
      ['lanterns of IT Complete', 'password_contains_name'],
      ['tech@alder.example 2026', 'password_contains_name'],
    ] as const) {
      await assert.rejects(readPassword(psa, password, tech), { code }, password)
    }
    for (const password of ['lanyard-demo-password', 'seven lanterns over the harbour']) {
      assert.ok(await readPassword(psa, password, tech), password)
    }
  })

  it('is the same however a keyboard composes its characters', () => {
    assert.equal(normalize('cafe\u0301-\ufb01ne'), normalize('caf\u00e9-fine'))
    const tooLong = '\u0301\u0316'.repeat(600)
    assert.equal(normalize(tooLong), tooLong)
  })
})

for (const dialect of databases) {
  describe(`a password that is changed or a person who goes meanwhile, on ${dialect.name}`, () => {
    it('begins no session by a password that was checked before it was changed (FE1, T9)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const hash = await readPassword(psa, NEXT, tech)
      const entry = { company: 'alder', username: 'tech', password: PASSWORD, replaces: null, ...origin }
      const [set, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const changing = inTransaction(psa, async (psa) => {
        await setPassword(psa, { user: tech.id, hash })
        set.resolve()
        await release.promise
      })
      await set.promise

      // It reads the former password, which is right, and waits with its commit for the change.
      const login = Promise.allSettled([logIn(psa, entry)])
      await untilBlocked(psa).finally(release.resolve)

      await changing
      const [outcome] = await login
      assert.ok(outcome)
      assert.equal(codeOf(outcome), 'credentials_invalid')
    })

    it('mails no link to a person who was deactivated since they asked (FE1)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      await deactivateEmployee(psa, { employee: tech, by: 'operator' })

      assert.equal(await mailResetLink(psa, tech, psa.words.mails.reset.forgotten), false)

      assert.deepEqual(
        (await listMails(psa)).filter(({ to }) => to === tech.email),
        [],
      )
    })

    it('is not changed by a session that ended while the new one was hashed (FE1, T9)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const { session } = await beginSession(psa, {
        tenant: tech.tenant,
        user: tech.id,
        productSessionId: null,
        replaces: null,
        provenAt: psa.now(),
      })
      await endUserSessions(psa, tech.id)

      const change = changePassword(psa, { employee: tech, session, current: PASSWORD, next: NEXT, ...origin })

      await assert.rejects(change, { code: 'session_required' })
      const again = { company: 'alder', username: 'tech', password: PASSWORD, replaces: null, ...origin }
      assert.equal((await logIn(psa, again)).length, 2)
    })
  })
}
