import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { asOwner, openPeopledHub, operator, overlap } from '../../../testing.ts'
import { HOUR, MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { Refusal } from '../../refusal.ts'
import { cancelEmailChange } from './cancel-email-change.ts'
import { changeProfile } from './change-profile.ts'
import { confirmEmailChange } from './confirm-email-change.ts'
import { findAccountById } from './find-account.ts'
import { findPendingEmail } from '../mailed-links/email-changes.ts'
import { getEmailChange } from './find-email-change.ts'
import { renameAccount } from './rename-account.ts'
import { requestEmailChange } from './request-email-change.ts'

const NEW = 'new@elsewhere.example'

async function openHub(database: (typeof databases)[number]) {
  const hub = await openPeopledHub(database)
  return { ...hub, account: hub.alderMasterAccount.id }
}

/** Asks for the new address, and reads the mail that goes there. */
async function ask(hub: Hub, account: AccountId, email = NEW): Promise<string> {
  await requestEmailChange(hub, { account, provenAt: hub.now(), session: 'session', email })
  const mail = (await listNotices(hub)).find(
    (notice) => notice.kind === 'email_confirmation' && notice.recipient === email && !read.has(notice.id),
  )
  if (mail?.kind !== 'email_confirmation') throw new Error('There is no mail')
  read.add(mail.id)
  return mail.details.link.split('/').at(-1) ?? ''
}

const read = new Set<string>()

const code = (expected: string) => (error: unknown) => error instanceof Refusal && error.code === expected

async function mailsOf(hub: Hub, kind: string): Promise<string[]> {
  const notices = await listNotices(hub)
  return notices.filter((notice) => notice.kind === kind).map(({ recipient }) => recipient)
}

async function actsOf(hub: Hub, account: AccountId): Promise<string[]> {
  const rows = await hub.db.selectFrom('audit').select('action').where('account', '=', account).execute()
  return rows.map(({ action }) => action)
}

for (const database of databases) {
  describe(`changeProfile on ${database.name}`, () => {
    it('keeps what a person is called and reads, and writes it down once', async () => {
      await using hub = await openHub(database)
      const change = { ...asOwner(hub, hub.account), name: ' Ada Lovelace ', language: 'en-US' }

      await changeProfile(hub, change)
      await changeProfile(hub, change)

      const after = await findAccountById(hub, hub.account)
      assert.deepEqual([after?.name, after?.language], ['Ada Lovelace', 'en-US'])
      const acts = await actsOf(hub, hub.account)
      assert.equal(acts.filter((action) => action === 'account.change_profile').length, 1)
      assert.equal((await changeProfile(hub, { ...change, language: '' })).language, null)
    })

    it('takes no language that is not offered, and no name that is none', async () => {
      await using hub = await openHub(database)
      const { account } = hub

      for (const language of ['de', 'en', 'EN-gb', 'en-GB ', 'constructor', '"><script>'])
        await assert.rejects(
          changeProfile(hub, { ...asOwner(hub, account), name: 'Ada', language }),
          code('language_invalid'),
        )
      for (const name of ['', '  ', 'x'.repeat(101), 'a\u0000b', 'a\u202eb'])
        await assert.rejects(changeProfile(hub, { ...asOwner(hub, account), name, language: '' }), code('name_invalid'))

      assert.equal((await findAccountById(hub, account))?.name, hub.alderMasterAccount.name)
    })
  })

  describe(`a change of address on ${database.name}`, () => {
    it('happens when the new address is confirmed and not before, and both are told (T46)', async () => {
      await using hub = await openHub(database)
      const { email: old, username } = hub.alderMasterAccount

      const token = await ask(hub, hub.account)

      assert.equal((await findAccountById(hub, hub.account))?.email, old)
      assert.deepEqual(await mailsOf(hub, 'email_change_requested'), [old])
      assert.equal((await findPendingEmail(hub, hub.account))?.email, NEW)
      assert.deepEqual(await getEmailChange(hub, token), { email: NEW, username })
      assert.deepEqual(await confirmEmailChange(hub, token), { email: NEW, username })
      const after = await findAccountById(hub, hub.account)
      assert.deepEqual([after?.email, after?.emailVerifiedAt], [NEW, hub.now()])
      assert.deepEqual((await mailsOf(hub, 'email_changed')).sort(), [old, NEW].sort())
      assert.equal(await findPendingEmail(hub, hub.account), null)
      assert.ok((await actsOf(hub, hub.account)).includes('account.change_email'))
    })

    it('is confirmed by one of two who press at once, and a used link opens nothing', async () => {
      await using hub = await openHub(database)
      const token = await ask(hub, hub.account)

      const outcomes = await Promise.allSettled([confirmEmailChange(hub, token), confirmEmailChange(hub, token)])

      assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
      assert.equal((await mailsOf(hub, 'email_changed')).length, 2)
      await assert.rejects(getEmailChange(hub, token), code('link_expired'))
      await assert.rejects(confirmEmailChange(hub, token), code('link_expired'))
    })

    it('is confirmed once also where two nodes take turns', async () => {
      await using hub = await openHub(database)
      const token = await ask(hub, hub.account)

      const second = await overlap(
        hub,
        (hub) => confirmEmailChange(hub, token),
        (hub) => confirmEmailChange(hub, token).catch((error: unknown) => error),
      )

      assert.ok(second instanceof Refusal && second.code === 'link_expired')
    })

    it('ends with its time, with a newer one, when it is cancelled, and when the operator changes the address (T11)', async () => {
      await using hub = await openHub(database)
      const { account } = hub
      const expired = await ask(hub, account)
      hub.pass(HOUR)
      await assert.rejects(confirmEmailChange(hub, expired), code('link_expired'))

      const replaced = await ask(hub, account)
      const cancelled = await ask(hub, account, 'third@elsewhere.example')
      await assert.rejects(confirmEmailChange(hub, replaced), code('link_expired'))
      await cancelEmailChange(hub, asOwner(hub, account))
      await cancelEmailChange(hub, asOwner(hub, account))
      await assert.rejects(confirmEmailChange(hub, cancelled), code('link_expired'))
      const acts = await actsOf(hub, account)
      assert.equal(acts.filter((action) => action === 'account.cancel_email_change').length, 1)

      const overtaken = await ask(hub, account)
      await renameAccount(hub, { account, email: 'operator@elsewhere.example', by: operator })
      await assert.rejects(confirmEmailChange(hub, overtaken), code('link_expired'))
      assert.equal((await findAccountById(hub, account))?.email, 'operator@elsewhere.example')
    })

    it('leaves no mailed link to a new password behind, which the former address may still read (T11)', async () => {
      await using hub = await openHub(database)
      const reset = { token_hash: 'reset', account: hub.account, created_at: hub.now(), expires_at: hub.now() + HOUR }
      await hub.db
        .insertInto('password_resets')
        .values({ ...reset, ended_at: null })
        .execute()

      await confirmEmailChange(hub, await ask(hub, hub.account))

      const { ended_at: endedAt } = await hub.db.selectFrom('password_resets').selectAll().executeTakeFirstOrThrow()
      assert.equal(endedAt, hub.now())
    })

    it('is not undone by a new name that was given at the same time', async () => {
      await using hub = await openHub(database)
      const { account } = hub
      const token = await ask(hub, account)

      await overlap(
        hub,
        (hub) => confirmEmailChange(hub, token),
        (hub) => renameAccount(hub, { account, name: 'Ada', by: operator }),
      )

      const after = await findAccountById(hub, hub.account)
      assert.deepEqual([after?.name, after?.email, after?.emailVerifiedAt], ['Ada', NEW, hub.now()])
    })

    it('confirms the address that is there, too, and tells of no change', async () => {
      await using hub = await openHub(database)
      const { email } = hub.alderMasterAccount

      await confirmEmailChange(hub, await ask(hub, hub.account, email))

      assert.equal((await findAccountById(hub, hub.account))?.emailVerifiedAt, hub.now())
      assert.deepEqual(await mailsOf(hub, 'email_changed'), [])
      assert.deepEqual(await mailsOf(hub, 'email_change_requested'), [])
    })

    it('sends few mails in an hour, also where they are asked for at once (T34)', async () => {
      await using hub = await openHub(database)
      const { account } = hub
      const asked = Array.from({ length: 7 }, (_, index) =>
        requestEmailChange(hub, { account, provenAt: hub.now(), session: 'session', email: `${index}@victim.example` }),
      )

      const outcomes = await Promise.allSettled(asked)

      assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 5)
      assert.equal((await mailsOf(hub, 'email_confirmation')).length, 5)
      hub.pass(59 * MINUTE)
      await assert.rejects(
        requestEmailChange(hub, { account, provenAt: hub.now(), session: 'session', email: NEW }),
        (error: unknown) => code('too_many_attempts')(error) && (error as Refusal).details['seconds'] === 60,
      )
      hub.pass(MINUTE)
      await requestEmailChange(hub, { account, provenAt: hub.now(), session: 'session', email: NEW })
    })
  })
}
