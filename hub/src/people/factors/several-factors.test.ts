import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, overlap } from '../../../testing.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { HOUR, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { eraseNamesOf } from '../../records/audit/erase-names-of.ts'
import { listAccountActs } from '../../records/audit/list-account-acts.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { addAuthenticator } from './add-authenticator.ts'
import { beginAddingAuthenticator } from './begin-adding-authenticator.ts'
import { beginEnrolment } from './begin-enrolment.ts'
import { confirmEnrolment } from './confirm-enrolment.ts'
import { listFactors } from './list-factors.ts'
import { recoveryCodesLeft } from './recovery-codes-left.ts'
import { removeFactor } from './remove-factor.ts'
import { renameFactor } from './rename-factor.ts'
import { replaceRecoveryCodes } from './replace-recovery-codes.ts'
import { useRecoveryCode } from './use-recovery-code.ts'
import { codeAt, openHubWithPhone, refused, source } from './testing/hub-with-phone.ts'

for (const database of databases) {
  describe(`several factors on ${database.name}`, () => {
    const session = 'session-of-the-person'

    /** One more app, proved with the code of this step; its key and the new recovery codes. */
    async function addApp(hub: Awaited<ReturnType<typeof openHubWithPhone>>, name = '') {
      const ceremony = `session:${session}`
      const { secret } = await beginAddingAuthenticator(hub, { account: hub.account, ceremony, hubName: 'IT Complete' })
      const code = codeAt(hub, 0, secret)
      const proof = { account: hub.account, provenAt: hub.now(), session: 'session', ceremony, code, source, name }
      return { secret, ...(await addAuthenticator(hub, proof)) }
    }

    const remove = (hub: Hub, account: AccountId, factor: string) =>
      removeFactor(hub, { account, provenAt: hub.now(), factor, factorName: 'Old phone', session })

    it('take the codes of each app, each once (T33), and say when it was used last', async () => {
      await using hub = await openHubWithPhone(database)
      const { secret } = await addApp(hub, 'Tablet')
      await assert.rejects(hub.verify(codeAt(hub, 0, secret)), refused('code_used', 30))

      hub.pass(30 * SECOND)
      const ofSecond = codeAt(hub, 0, secret)
      await hub.verify(ofSecond)
      await assert.rejects(hub.verify(ofSecond), refused('code_used', 30))
      await hub.verify(codeAt(hub))

      const factors = await listFactors(hub, hub.account.id)
      assert.deepEqual(
        factors.map(({ name, lastUsedAt }) => [name, lastUsedAt === hub.now()]),
        [
          [null, true],
          ['Tablet', true],
        ],
      )
    })

    it('are ten at most', async () => {
      await using hub = await openHubWithPhone(database)
      for (let count = 1; count < 10; count++) {
        await addApp(hub)
        hub.pass(HOUR)
      }

      await assert.rejects(addApp(hub), refused('too_many_factors'))
      assert.equal((await listFactors(hub, hub.account.id)).length, 10)
    })

    it('are not added with a wrong code, a key that was shown elsewhere, or a name that is none', async () => {
      await using hub = await openHubWithPhone(database)
      const request = { account: hub.account, ceremony: 'one', hubName: 'IT Complete' }
      const { secret } = await beginAddingAuthenticator(hub, request)
      const code = codeAt(hub, 0, secret)
      const proof = {
        account: hub.account,
        provenAt: hub.now(),
        session: 'session',
        ceremony: 'one',
        code,
        source,
        name: '',
      }

      await assert.rejects(addAuthenticator(hub, { ...proof, code: '000000' }), refused('code_invalid'))
      await assert.rejects(addAuthenticator(hub, { ...proof, ceremony: 'two' }), refused('attempt_invalid'))
      await assert.rejects(addAuthenticator(hub, { ...proof, name: 'x'.repeat(101) }), refused('name_invalid'))
      assert.equal((await listFactors(hub, hub.account.id)).length, 1)
    })

    it('make a person who guesses the first code of a new one wait, as at a login (T34)', async () => {
      await using hub = await openHubWithPhone(database)
      const ceremony = `session:${session}`
      await beginAddingAuthenticator(hub, { account: hub.account, ceremony, hubName: 'IT Complete' })
      const proof = {
        account: hub.account,
        provenAt: hub.now(),
        session: 'session',
        ceremony,
        code: '000000',
        source,
        name: '',
      }

      for (let tries = 0; tries < 5; tries++)
        await assert.rejects(addAuthenticator(hub, proof), refused('code_invalid'))
      await assert.rejects(addAuthenticator(hub, proof), refused('too_many_attempts', 1))
    })

    it('get new recovery codes whenever one is added or removed, and the former ones are dead (T37, T46)', async () => {
      await using hub = await openHubWithPhone(database)
      const added = await addApp(hub)
      const [phone] = await listFactors(hub, hub.account.id)
      const use = (code = '') => useRecoveryCode(hub, { account: hub.account, code, source })

      const removed = await remove(hub, hub.account.id, phone?.id ?? '')

      await assert.rejects(hub.verify(codeAt(hub)), refused('code_invalid'))
      await assert.rejects(use(added.recoveryCodes[0]), refused('code_invalid'))
      assert.deepEqual(await use(removed.recoveryCodes[0]), { left: 9 })
      const made = await replaceRecoveryCodes(hub, { account: hub.account.id, provenAt: hub.now(), session: 'session' })
      await assert.rejects(use(removed.recoveryCodes[1]), refused('code_invalid'))
      assert.deepEqual(await use(made.recoveryCodes[1]), { left: 9 })
      const kinds = (await listNotices(hub)).map(({ kind }) => kind)
      for (const kind of ['authenticator_added', 'factor_removed', 'recovery_codes_replaced'] as const)
        assert.ok(kinds.includes(kind), kind)
    })

    it('end the other sessions of the account when one is removed', async () => {
      await using hub = await openHubWithPhone(database)
      await addApp(hub)
      const [phone] = await listFactors(hub, hub.account.id)

      await remove(hub, hub.account.id, phone?.id ?? '')

      const { sessionsFrom, keptSession } = (await findAccountById(hub, hub.account.id)) ?? {}
      assert.deepEqual([sessionsFrom, keptSession], [hub.now(), session])
    })

    it('keep the last one, and are out of reach for anyone else', async () => {
      await using hub = await openHubWithPhone(database)
      const { account: other } = await addPerson(hub, hub.alder, 'other')
      const [phone] = await listFactors(hub, hub.account.id)
      const factor = phone?.id ?? ''

      await assert.rejects(remove(hub, hub.account.id, factor), refused('last_factor'))
      await assert.rejects(remove(hub, other.id, factor), refused('factor_unknown'))
      await assert.rejects(
        renameFactor(hub, { account: other.id, provenAt: hub.now(), session: 'session', factor, name: 'Mine' }),
        refused('factor_unknown'),
      )
      await renameFactor(hub, {
        account: hub.account.id,
        provenAt: hub.now(),
        session: 'session',
        factor,
        name: ' Phone ',
      })
      await assert.rejects(
        renameFactor(hub, {
          account: hub.account.id,
          provenAt: hub.now(),
          session: 'session',
          factor,
          name: '\n\u0007',
        }),
        refused('name_invalid'),
      )
      assert.equal((await listFactors(hub, hub.account.id))[0]?.name, 'Phone')
    })

    it('have names that are kept beside the audit, and erased with the person', async () => {
      await using hub = await openHubWithPhone(database)
      await addApp(hub)
      const { id: account } = hub.account
      const [phone] = await listFactors(hub, account)
      const factor = phone?.id ?? ''
      await renameFactor(hub, { account, provenAt: hub.now(), session: 'session', factor, name: 'Phone of Ada' })
      await renameFactor(hub, { account, provenAt: hub.now(), session: 'session', factor, name: '' })
      await remove(hub, account, factor)
      const named = async () => {
        const { acts } = await listAccountActs(hub, account, '')
        return new Set(acts.flatMap(({ details }) => details['name'] ?? []))
      }
      assert.deepEqual(await named(), new Set(['Old phone', 'Phone of Ada']))

      await eraseNamesOf(hub, account)

      assert.deepEqual(await named(), new Set())
    })

    it('keep one where two are removed at once', async () => {
      await using hub = await openHubWithPhone(database)
      await addApp(hub)
      const [one, two] = (await listFactors(hub, hub.account.id)).map(({ id }) => id)
      const { id } = hub.account

      await assert.rejects(
        overlap(
          hub,
          (hub) => remove(hub, id, one ?? ''),
          (hub) => remove(hub, id, two ?? ''),
        ),
        refused('last_factor'),
      )

      assert.equal((await listFactors(hub, id)).length, 1)
    })

    it('end a reset of the second factor, and warn when recovery codes run out (P12)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      await hub.db.updateTable('accounts').set({ second_factor_reset_at: 1 }).where('id', '=', account.id).execute()
      assert.deepEqual(await recoveryCodesLeft(hub, account.id), { left: 0, areFew: true })
      const { secret } = await beginEnrolment(hub, { account, ceremony: 'one', hubName: 'IT Complete' })
      const code = codeAt(hub, 0, secret)

      const { recoveryCodes } = await confirmEnrolment(hub, {
        account,
        ceremony: 'one',
        code,
        source,
        since: hub.now(),
      })

      assert.equal((await findAccountById(hub, account.id))?.secondFactorResetAt, null)
      for (const code of recoveryCodes.slice(0, 6)) await useRecoveryCode(hub, { account, code, source })
      assert.deepEqual(await recoveryCodesLeft(hub, account.id), { left: 4, areFew: false })
      await useRecoveryCode(hub, { account, code: recoveryCodes[6] ?? '', source })
      assert.deepEqual(await recoveryCodesLeft(hub, account.id), { left: 3, areFew: true })
    })
  })
}
