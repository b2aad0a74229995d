import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { TOTP, URI } from 'otpauth'
import { addPerson, openPeopledHub, overlap } from '../../../testing.ts'
import { HOUR, SECOND } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { type AccountId, newId } from '../../ids.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import type { Refusal } from '../../refusal.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { endAccountSessions } from '../sessions/end-account-sessions.ts'
import { beginEnrolment } from './begin-enrolment.ts'
import { confirmEnrolment } from './confirm-enrolment.ts'
import { hasSecondFactor } from './list-factors.ts'
import { revealNextCode } from './reveal-next-code.ts'
import { useRecoveryCode } from './use-recovery-code.ts'
import { verifyCode } from './verify-code.ts'
import { codeAt, openHubWithPhone, refused, SECRET, source } from './testing/hub-with-phone.ts'

/** A code in another writing's digits, by its zero. */
const inDigitsFrom = (zero: number, code: string) =>
  code.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))

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

    it('takes a code as it was copied: grouped, with signs that no one sees, in other digits (FT1)', async () => {
      await using hub = await openHubWithPhone(database)
      const copies: ((code: string) => string)[] = [
        (code) => `${code.slice(0, 3)}-${code.slice(3)}`,
        (code) => ` ${code.slice(0, 3)}\u202f${code.slice(3)}\t`,
        (code) => `\u200e\u2060${code}\ufeff`,
        (code) => inDigitsFrom(0xff10, code),
        (code) => inDigitsFrom(0x6f0, code),
      ]

      for (const copied of copies) {
        await hub.verify(copied(codeAt(hub)))
        await assert.rejects(hub.verify(copied('000000')), refused('code_invalid'))
        hub.pass(HOUR)
      }
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

    it('gives an account its second factor and ten recovery codes of 112 bits at least (A7, FX10)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const { uri, secret } = await begin(hub, account, 'one')
      const app = URI.parse(uri)
      assert.equal(app.issuer, 'IT Complete')
      assert.equal(app.label, account.username)
      assert.equal(app.secret.base32, secret)
      assert.equal(await hasSecondFactor(hub, account.id), false)
      const code = codeAt(hub, 0, secret)

      const { recoveryCodes } = await confirmEnrolment(hub, {
        account,
        ceremony: 'one',
        code,
        source,
        since: hub.now(),
      })

      assert.equal(new Set(recoveryCodes).size, 10)
      // 24 of 31 signs.
      for (const code of recoveryCodes) assert.match(code, /^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){5}$/)
      assert.equal(await hasSecondFactor(hub, account.id), true)
      await assert.rejects(verifyCode(hub, { account: account.id, code, source }), refused('code_used'))
      assert.equal((await listNotices(hub))[0]?.kind, 'authenticator_added')
    })

    it('takes no first code of a login of before the end of the sessions (T9)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const { secret } = await begin(hub, account, 'one')
      const since = hub.now()
      hub.pass(1)
      const code = codeAt(hub, 0, secret)

      const late = overlap(
        hub,
        async (node) => {
          await lockAccount(node.db, account.id)
          await endAccountSessions(node, { account: account.id, keep: null, auditId: newId('aud') })
        },
        (node) => confirmEnrolment(node, { account, ceremony: 'one', code, source, since }),
      )

      await assert.rejects(late, refused('attempt_invalid'))
      assert.equal(await hasSecondFactor(hub, account.id), false)
    })

    it('shows the same key again in the same ceremony, and another one in another', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const [first, again] = [await begin(hub, account, 'one'), await begin(hub, account, 'one')]
      const other = await begin(hub, account, 'two')
      assert.deepEqual(again, first)
      assert.notEqual(other.secret, first.secret)

      const stranger = codeAt(hub, 0, first.secret)
      const confirmation = { account, ceremony: 'two', code: stranger, source, since: hub.now() }
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
          return { ceremony, code: codeAt(hub, 0, secret) }
        }),
      )

      const outcomes = await Promise.allSettled(
        codes.map((proof, index) =>
          confirmEnrolment(nodes[index] ?? hub, { account, ...proof, source, since: hub.now() }),
        ),
      )

      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1)
      assert.ok(await hasSecondFactor(hub, account.id))
    })
  })

  describe(`recovery codes on ${database.name}`, () => {
    it('work once each, however they are typed or copied, and the person is told (P12, FT1)', async () => {
      await using hub = await openPeopledHub(database)
      const { account } = await addPerson(hub, hub.alder, 'newcomer')
      const { secret } = await beginEnrolment(hub, { account, ceremony: 'one', hubName: 'IT Complete' })
      const first = codeAt(hub, 0, secret)
      const { recoveryCodes } = await confirmEnrolment(hub, {
        account,
        ceremony: 'one',
        code: first,
        source,
        since: hub.now(),
      })
      const code = recoveryCodes[3] ?? ''
      const typed = `\u200e${code.toUpperCase().replaceAll('-', '\u2011')}\ufeff`

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
