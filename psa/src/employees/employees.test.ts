import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inTransaction } from '@lanyard/storage'
import { databases } from '@lanyard/storage/testing'
import { aCompany, anEmployee, asAdmin } from '../../testing/a-company.ts'
import { linked } from '../../testing/linked.ts'
import { openTestPsa } from '../../testing/open-test-psa.ts'
import { codeOf, untilBlocked } from '../../testing/outcomes.ts'
import { resetToken } from '../../testing/reset-token.ts'
import { createContact } from '../contacts/create-contact.ts'
import { findContact } from '../contacts/find-contact.ts'
import { mailResetLink } from '../login/mail-reset-link.ts'
import { findResetPerson } from '../login/reset-password.ts'
import { listMails } from '../mail/send-mail.ts'
import { endUserSessions } from '../sessions/end-session.ts'
import type { Person } from './permit.ts'
import { activateEmployee } from './activate-employee.ts'
import { createEmployee } from './create-employee.ts'
import { deactivateEmployee } from './deactivate-employee.ts'
import { deleteEmployee } from './delete-employee.ts'
import * as employees from './employee-store.ts'
import { findEmployee, findEmployeeByUsername } from './find-employee.ts'
import { keepAnAdmin } from './end-employment.ts'
import { makeContact } from './make-contact.ts'
import { renameEmployee } from './rename-employee.ts'

for (const dialect of databases) {
  describe(`employees on ${dialect.name}`, () => {
    it('gives a username to one of two who ask at once', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant } = await aCompany(psa)
      const request = {
        tenant: tenant.id,
        name: 'T',
        email: 't@alder.example',
        role: 'technician',
        by: 'operator',
      } as const

      const outcomes = await Promise.allSettled(
        ['twin', ' TWIN '].map((username) => createEmployee(psa, { ...request, username })),
      )

      assert.deepEqual(outcomes.map(codeOf).sort(), ['fulfilled', 'username_taken'])
    })

    it('ends user link and sessions with a deactivation, and restores neither (A26)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { tech, admin } = company
      const { logInThroughHub } = await linked(psa, company)
      const local = psa.browser()
      await local.logIn('alder', 'tech')
      const through = await logInThroughHub(tech)
      assert.equal((await through.get('/')).status, 200)

      await deactivateEmployee(psa, { employee: tech, by: await asAdmin(psa, admin) })

      assert.equal((await psa.connect.linkedUsers(tech.tenant)).has(tech.id), false)
      await activateEmployee(psa, { employee: tech, by: await asAdmin(psa, admin) })
      assert.equal((await local.get('/')).location, '/login')
      assert.equal((await through.get('/')).location, '/login')
      assert.equal((await psa.connect.userState(tech.id)).state, 'unlinked')
      assert.equal((await psa.browser().logIn('alder', 'tech')).status, 303)
    })

    it('ends user link and sessions with a deletion, and never uses the id again (A26, T43)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { tenant, tech } = company
      const { logInThroughHub } = await linked(psa, company)
      const through = await logInThroughHub(tech)

      await deleteEmployee(psa, { employee: tech, by: 'operator' })

      assert.equal((await through.get('/')).location, '/login')
      assert.equal(await findEmployee(psa, tech.id), null)
      const again = await anEmployee(psa, tenant, { username: 'tech' })
      assert.notEqual(again.id, tech.id)
      assert.equal((await psa.connect.userState(again.id)).state, 'unlinked')
    })

    it('ends user link and sessions of an employee who becomes a contact (A21, A26)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { tech } = company
      const { logInThroughHub } = await linked(psa, company)
      const through = await logInThroughHub(tech)

      await makeContact(psa, { employee: tech, client: 'Client Ltd', by: 'operator' })

      assert.equal((await through.get('/')).location, '/login')
      assert.equal((await findContact(psa, tech.id))?.class, 'contact')
      assert.deepEqual(await psa.connect.userState(tech.id), { state: 'unavailable', reason: 'user_barred' })
    })

    it('makes no employee a contact whose address another contact has', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech, tenant } = await aCompany(psa)
      const request = { tenant: tenant.id, name: 'C', client: 'Client Ltd', by: 'operator' } as const
      await createContact(psa, { ...request, email: tech.email })

      await assert.rejects(makeContact(psa, { employee: tech, client: 'Client Ltd', by: 'operator' }), {
        code: 'email_taken',
      })
    })

    it('changes a right only for an admin of the company with a live session and a recent proof, by every door (FE1, FG5)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, admin, tech } = await aCompany(psa)
      const { admin: stranger } = await aCompany(psa, { company: 'aspen' })
      const request = {
        tenant: tenant.id,
        name: 'New',
        username: 'new',
        email: 'new@alder.example',
        role: 'admin',
      } as const
      const acts = (by: Person) => [
        () => createEmployee(psa, { ...request, by }),
        () => deactivateEmployee(psa, { employee: tech, by }),
        () => activateEmployee(psa, { employee: tech, by }),
        () => deleteEmployee(psa, { employee: tech, by }),
        () => makeContact(psa, { employee: tech, client: 'Client Ltd', by }),
      ]
      const ended = await asAdmin(psa, admin)
      await endUserSessions(psa, admin.id)
      const live = await asAdmin(psa, admin)
      const refusals = [
        [await asAdmin(psa, stranger), 'not_an_admin'],
        [await asAdmin(psa, tech), 'not_an_admin'],
        [ended, 'session_required'],
        [{ ...live, provenAt: null }, 'proof_required'],
        [{ ...live, provenAt: psa.now() - 600_000 }, 'proof_required'],
      ] as const

      for (const [by, code] of refusals) {
        for (const act of acts(by)) await assert.rejects(act(), { code })
      }

      await createEmployee(psa, { ...request, by: { ...live, provenAt: psa.now() - 590_000 } })
    })

    it('keeps an admin, also when two admins deactivate each other at once', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, admin } = await aCompany(psa)
      const only = { employee: admin, by: await asAdmin(psa, admin) }
      for (const goes of [deactivateEmployee, deleteEmployee, makeContact])
        await assert.rejects(goes(psa, { ...only, client: 'Client Ltd' }), { code: 'last_admin' }, goes.name)
      const second = await anEmployee(psa, tenant, { username: 'second', role: 'admin' })

      const outcomes = await Promise.allSettled([
        deactivateEmployee(psa, { employee: admin, by: await asAdmin(psa, second) }),
        deleteEmployee(psa, { employee: second, by: await asAdmin(psa, admin) }),
      ])

      // Who comes second finds itself no admin any more, or the only one.
      const [done, refused] = outcomes.map(codeOf).sort()
      assert.equal(done, 'fulfilled')
      assert.match(refused ?? '', /^(last_admin|not_an_admin)$/)
    })

    it('keeps an admin when one goes while the other is going (P19)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tenant, admin } = await aCompany(psa)
      const second = await anEmployee(psa, tenant, { username: 'second', role: 'admin' })
      const [allowed, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const going = inTransaction(psa, async (psa) => {
        await keepAnAdmin(psa, admin)
        allowed.resolve()
        await release.promise
        await employees.deactivate(psa.db, admin.id, 'operator', psa.now())
      })
      await allowed.promise

      const other = deleteEmployee(psa, { employee: second, by: 'operator' })
      const refused = assert.rejects(other, { code: 'last_admin' })
      await untilBlocked(psa).finally(release.resolve)

      await Promise.all([going, refused])
    })

    it('renames without touching the link (A25, P6)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const company = await aCompany(psa)
      const { tenant, tech } = company
      await linked(psa, company)

      await renameEmployee(psa, { employee: tech, username: 'Technician', email: 'new@alder.example', by: 'operator' })

      assert.equal((await findEmployeeByUsername(psa, tenant.id, 'technician'))?.id, tech.id)
      assert.equal((await psa.connect.userState(tech.id)).state, 'linked')
      await assert.rejects(renameEmployee(psa, { employee: tech, username: 'admin', by: 'operator' }), {
        code: 'username_taken',
      })
    })

    it('voids links mailed to a former address, and tells both addresses (FE1, T11, T46)', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { tech } = await aCompany(psa)
      const { forgotten } = psa.words.mails.reset
      await mailResetLink(psa, tech, forgotten)
      const token = await resetToken(psa)
      const rename = (changed: { name?: string; email?: string }) =>
        renameEmployee(psa, { employee: tech, ...changed, by: 'operator' })

      await rename({ name: 'Another Name', email: tech.email })

      assert.notEqual(await findResetPerson(psa, token), null)
      await rename({ email: 'moved@alder.example' })
      assert.equal(await findResetPerson(psa, token), null)
      const { subject } = psa.words.mails.emailChanged('', '', '')
      const told = (await listMails(psa)).filter((mail) => mail.subject === subject)
      assert.deepEqual(told.map(({ to }) => to).sort(), ['moved@alder.example', tech.email])
      // A request that read the former address before is answered at the new one.
      await mailResetLink(psa, tech, forgotten)
      const links = (await listMails(psa)).filter((mail) => mail.subject === forgotten('', '').subject)
      assert.deepEqual(links.map(({ to }) => to).sort(), ['moved@alder.example', tech.email])
    })

    it('gives a username to one of two who take it at once', async () => {
      await using psa = await openTestPsa({}, dialect)
      const { admin, tech } = await aCompany(psa)

      const outcomes = await Promise.allSettled(
        [admin, tech].map((employee) => renameEmployee(psa, { employee, username: 'twin', by: 'operator' })),
      )

      assert.deepEqual(outcomes.map(codeOf).sort(), ['fulfilled', 'username_taken'])
    })
  })
}

describe('a password that is too weak', () => {
  it('makes neither an employee nor a contact', async () => {
    await using psa = await openTestPsa()
    const { tenant } = await aCompany(psa)
    const weak = {
      tenant: tenant.id,
      name: 'New',
      email: 'new@alder.example',
      password: 'short',
      by: 'operator',
    } as const
    const users = async () => psa.db.selectFrom('users').select('id').orderBy('id').execute()
    const before = await users()

    const outcomes = await Promise.allSettled([
      createEmployee(psa, { ...weak, username: 'new', role: 'technician' }),
      createContact(psa, { ...weak, client: 'Client Ltd' }),
    ])

    assert.deepEqual(outcomes.map(codeOf), ['password_too_short', 'password_too_short'])
    assert.deepEqual(await users(), before)
  })
})
