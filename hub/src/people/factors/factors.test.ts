import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { Secret, TOTP, URI } from 'otpauth'
import { addPerson, openPeopledHub, operator, overlap } from '../../../testing.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { HOUR, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { Refusal } from '../../refusal.ts'
import { addAuthenticator } from './add-authenticator.ts'
import { beginAddingAuthenticator } from './begin-adding-authenticator.ts'
import { beginEnrolment } from './begin-enrolment.ts'
import { confirmEnrolment } from './confirm-enrolment.ts'
import { importAuthenticator } from './import-authenticator.ts'
import { hasSecondFactor, listFactors } from './list-factors.ts'
import { codeOf, stepAt } from './one-time-codes.ts'
import { recoveryCodesLeft } from './recovery-codes-left.ts'
import { removeFactor } from './remove-factor.ts'
import { renameFactor } from './rename-factor.ts'
import { replaceRecoveryCodes } from './replace-recovery-codes.ts'
import { revealNextCode } from './reveal-next-code.ts'
import { useRecoveryCode } from './use-recovery-code.ts'
import { verifyCode } from './verify-code.ts'

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const source = 'test'
const key = Uint8Array.from(Secret.fromBase32(SECRET).bytes)
const codeAt = (hub: Pick<Hub, 'now'>, steps = 0) => codeOf(key, stepAt(hub.now()) + steps)

function refused(code: string, seconds?: number) {
  return (error: unknown) =>
    error instanceof Refusal && error.code === code && (seconds === undefined || error.details['seconds'] === seconds)
}

async function openHubWithPhone(database: (typeof databases)[number]) {
  const hub = await openPeopledHub(database)
  const account = hub.alderMasterAccount
  await importAuthenticator(hub, { account: account.id, secret: SECRET, by: operator })
  // The beginning of a step, so that what is said of seconds is exact.
  hub.pass(30 * SECOND - (hub.now() % (30 * SECOND)))
  const verify = (code: string, by: Hub = hub) => verifyCode(by, { account: account.id, code, source })
  return { ...hub, account, verify }
}

for (const database of databases) {
  describe(`verifyCode on ${database.name}`, () => {
    it('takes what a common authenticator app shows (A6)', async () => {
      await using hub = await openHubWithPhone(database)
      const app = new TOTP({ secret: SECRET, algorithm: 'SHA1', digits: 6, period: 30 })

      await hub.verify(app.generate({ timestamp: hub.now() }))
    })

    it('takes the codes before, now and after, each once and only forwards (T33)', async () => {
      await using hub = await openHubWithPhone(database)
      for (const steps of [-1, 0, 1]) await hub.verify(codeAt(hub, steps))

      for (const steps of [-1, 0, 1]) await assert.rejects(hub.verify(codeAt(hub, steps)), refused('code_used', 60))
      for (const steps of [-2, 2]) await assert.rejects(hub.verify(codeAt(hub, steps)), refused('code_invalid'))
    })

    it('says of a used code how long the next one takes (T33)', async () => {
      await using hub = await openHubWithPhone(database)
      await hub.verify(codeAt(hub))
      hub.pass(13 * SECOND)

      await assert.rejects(hub.verify(codeAt(hub)), refused('code_used', 17))
      await assert.rejects(hub.verify(codeAt(hub, -1)), refused('code_used', 17))
    })

    it('takes the same code once of twenty sent at the same time (T33)', async () => {
      await using hub = await openHubWithPhone(database)
      const nodes: Hub[] = [hub, await hub.second(), await hub.second()]
      const code = codeAt(hub)

      const outcomes = await Promise.allSettled(
        // Each from a place of its own, so that no limit stands between.
        Array.from({ length: 20 }, (_, index) =>
          verifyCode(nodes[index % nodes.length] ?? hub, { account: hub.account.id, code, source: `place-${index}` }),
        ),
      )

      const lost = outcomes.filter((outcome) => outcome.status === 'rejected')
      assert.equal(lost.length, 19)
      assert.deepEqual(
        lost.filter(({ reason }) => !refused('code_used')(reason)),
        [],
      )
    })

    it('makes an attacker who guesses wait longer and longer, and the owner elsewhere not (T34)', async () => {
      await using hub = await openHubWithPhone(database)
      for (let tries = 0; tries < 5; tries++) await assert.rejects(hub.verify('000000'), refused('code_invalid'))
      await assert.rejects(hub.verify(codeAt(hub)), refused('too_many_attempts', 1))
      hub.pass(SECOND)
      await assert.rejects(hub.verify('000000'), refused('code_invalid'))
      await assert.rejects(hub.verify(codeAt(hub)), refused('too_many_attempts', 2))

      await verifyCode(hub, { account: hub.account.id, code: codeAt(hub), source: 'home' })

      hub.pass(HOUR)
      await hub.verify(codeAt(hub))
    })

    it('counts guesses that are sent at once one by one (T34)', async () => {
      await using hub = await openHubWithPhone(database)

      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => hub.verify('000000')))

      const looked = outcomes.filter(
        (outcome) => outcome.status === 'rejected' && refused('code_invalid')(outcome.reason),
      )
      assert.equal(looked.length, 5)
    })
  })

  describe(`enrolment on ${database.name}`, () => {
    const begin = (hub: Hub, account: Parameters<typeof beginEnrolment>[1]['account'], ceremony: string) =>
      beginEnrolment(hub, { account, ceremony, hubName: 'IT Complete' })

    it('gives an account its second factor and ten recovery codes (A7)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const { uri, secret } = await begin(hub, account, 'one')
      const app = URI.parse(uri)
      assert.equal(app.issuer, 'IT Complete')
      assert.equal(app.label, account.username)
      assert.equal(app.secret.base32, secret)
      assert.equal(await hasSecondFactor(hub, account.id), false)
      const code = codeOf(Uint8Array.from(app.secret.bytes), stepAt(hub.now()))

      const { recoveryCodes } = await confirmEnrolment(hub, { account, ceremony: 'one', code, source })

      assert.equal(new Set(recoveryCodes).size, 10)
      assert.equal(await hasSecondFactor(hub, account.id), true)
      await assert.rejects(verifyCode(hub, { account: account.id, code, source }), refused('code_used'))
      assert.equal((await listNotices(hub))[0]?.kind, 'authenticator_added')
    })

    it('shows the same key again in the same ceremony, and another one in another', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const [first, again] = [await begin(hub, account, 'one'), await begin(hub, account, 'one')]
      const other = await begin(hub, account, 'two')
      assert.deepEqual(again, first)
      assert.notEqual(other.secret, first.secret)

      const stranger = codeOf(Uint8Array.from(Secret.fromBase32(first.secret).bytes), stepAt(hub.now()))
      const confirmation = { account, ceremony: 'two', code: stranger, source }
      await assert.rejects(confirmEnrolment(hub, confirmation), refused('code_invalid'))
    })

    it('never replaces an authenticator that is there (T35)', async () => {
      await using hub = await openHubWithPhone(database)
      await assert.rejects(begin(hub, hub.account, 'one'), refused('already_enrolled'))
    })

    it('completes once of two ceremonies at once', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const nodes = [hub, await hub.second()] as const
      const codes = await Promise.all(
        ['one', 'two'].map(async (ceremony) => {
          const { secret } = await begin(hub, account, ceremony)
          return { ceremony, code: codeOf(Uint8Array.from(Secret.fromBase32(secret).bytes), stepAt(hub.now())) }
        }),
      )

      const outcomes = await Promise.allSettled(
        codes.map((proof, index) => confirmEnrolment(nodes[index] ?? hub, { account, ...proof, source })),
      )

      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
      assert.ok(await hasSecondFactor(hub, account.id))
    })
  })

  describe(`recovery codes on ${database.name}`, () => {
    it('work once each, however they are typed, and the person is told (P12)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const { secret } = await beginEnrolment(hub, { account, ceremony: 'one', hubName: 'IT Complete' })
      const first = codeOf(Uint8Array.from(Secret.fromBase32(secret).bytes), stepAt(hub.now()))
      const { recoveryCodes } = await confirmEnrolment(hub, { account, ceremony: 'one', code: first, source })
      const code = recoveryCodes[3] ?? ''
      const typed = code.toUpperCase().replaceAll('-', ' ')

      const outcomes = await Promise.allSettled([
        useRecoveryCode(hub, { account, code: typed, source }),
        useRecoveryCode(await hub.second(), { account, code, source }),
      ])

      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
      assert.deepEqual(outcomes.find((outcome) => outcome.status === 'fulfilled')?.value, { left: 9 })
      await assert.rejects(
        useRecoveryCode(hub, { account, code: 'aaaaa-aaaaa-aaaaa-aaaaa', source }),
        (error: unknown) => refused('code_invalid')(error) && (error as Refusal).details['factor'] === 'recovery',
      )
      assert.ok((await listNotices(hub)).some(({ kind }) => kind === 'recovery_code_used'))
    })
  })

  describe(`several factors on ${database.name}`, () => {
    const session = 'session-of-the-person'

    /** One more app, proved with the code of this step; its key and the new recovery codes. */
    async function addApp(hub: Awaited<ReturnType<typeof openHubWithPhone>>, name = '') {
      const ceremony = `session:${session}`
      const { secret } = await beginAddingAuthenticator(hub, { account: hub.account, ceremony, hubName: 'IT Complete' })
      const bytes = Uint8Array.from(Secret.fromBase32(secret).bytes)
      const code = codeOf(bytes, stepAt(hub.now()))
      const proof = { account: hub.account, provenAt: hub.now(), ceremony, code, source, name }
      return { bytes, ...(await addAuthenticator(hub, proof)) }
    }

    const remove = (hub: Hub, account: AccountId, factor: string) =>
      removeFactor(hub, { account, provenAt: hub.now(), factor, factorName: 'Old phone', session })

    it('take the codes of each app, each once (T33), and say when it was used last', async () => {
      await using hub = await openHubWithPhone(database)
      const { bytes } = await addApp(hub, 'Tablet')
      await assert.rejects(hub.verify(codeOf(bytes, stepAt(hub.now()))), refused('code_used', 30))

      hub.pass(30 * SECOND)
      const ofSecond = codeOf(bytes, stepAt(hub.now()))
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
      const code = codeOf(Uint8Array.from(Secret.fromBase32(secret).bytes), stepAt(hub.now()))
      const proof = { account: hub.account, provenAt: hub.now(), ceremony: 'one', code, source, name: '' }

      await assert.rejects(addAuthenticator(hub, { ...proof, code: '000000' }), refused('code_invalid'))
      await assert.rejects(addAuthenticator(hub, { ...proof, ceremony: 'two' }), refused('attempt_invalid'))
      await assert.rejects(addAuthenticator(hub, { ...proof, name: 'x'.repeat(101) }), refused('name_invalid'))
      assert.equal((await listFactors(hub, hub.account.id)).length, 1)
    })

    it('make a person who guesses the first code of a new one wait, as at a login (T34)', async () => {
      await using hub = await openHubWithPhone(database)
      const ceremony = `session:${session}`
      await beginAddingAuthenticator(hub, { account: hub.account, ceremony, hubName: 'IT Complete' })
      const proof = { account: hub.account, provenAt: hub.now(), ceremony, code: '000000', source, name: '' }

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
      const made = await replaceRecoveryCodes(hub, { account: hub.account.id, provenAt: hub.now() })
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
        renameFactor(hub, { account: other.id, provenAt: hub.now(), factor, name: 'Mine' }),
        refused('factor_unknown'),
      )
      await renameFactor(hub, { account: hub.account.id, provenAt: hub.now(), factor, name: ' Phone ' })
      await assert.rejects(
        renameFactor(hub, { account: hub.account.id, provenAt: hub.now(), factor, name: '\n\u0007' }),
        refused('name_invalid'),
      )
      assert.equal((await listFactors(hub, hub.account.id))[0]?.name, 'Phone')
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
      const code = codeOf(Uint8Array.from(Secret.fromBase32(secret).bytes), stepAt(hub.now()))

      const { recoveryCodes } = await confirmEnrolment(hub, { account, ceremony: 'one', code, source })

      assert.equal((await findAccountById(hub, account.id))?.secondFactorResetAt, null)
      for (const code of recoveryCodes.slice(0, 6)) await useRecoveryCode(hub, { account, code, source })
      assert.deepEqual(await recoveryCodesLeft(hub, account.id), { left: 4, areFew: false })
      await useRecoveryCode(hub, { account, code: recoveryCodes[6] ?? '', source })
      assert.deepEqual(await recoveryCodesLeft(hub, account.id), { left: 3, areFew: true })
    })
  })

  describe(`revealNextCode on ${database.name}`, () => {
    it('shows a code that is taken, and after it the next one, in the demo only', async () => {
      await using hub = await openHubWithPhone(database)
      const next = async (id: AccountId = hub.account.id) => revealNextCode(hub, id)
      const [now, later] = [await takeNext(hub, next), await takeNext(hub, next)]
      assert.notEqual(now, later)

      assert.deepEqual({ ...(await next()), code: '' }, { code: '', takenInSeconds: 30, lastsSeconds: 120 })
      const { account: newcomer } = await addPerson(hub, hub.alder, 'newcomer')
      assert.equal(await next(newcomer.id), null)
      const serious = { ...hub, config: { ...hub.config, demo: false } }
      await assert.rejects(revealNextCode(serious, hub.account.id))
    })
  })
}

async function takeNext(
  hub: { readonly verify: (code: string) => Promise<void> },
  next: () => ReturnType<typeof revealNextCode>,
): Promise<string> {
  const revealed = await next()
  assert.equal(revealed?.takenInSeconds, 0)
  await hub.verify(revealed?.code ?? '')
  return revealed?.code ?? ''
}
