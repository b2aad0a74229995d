import { limitsFor } from '@lanyard/guard'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { wordKey } from '@lanyard/text'
import { openPeopledHub, operator, overlap, type TestHub, refused } from '../../../testing.ts'
import { HOUR, MINUTE, SECOND } from '../../clock.ts'
import { importAuthenticator } from '../factors/import-authenticator.ts'
import type { Hub } from '../../hub.ts'
import type { Notice } from '../../records/notices/notice.ts'
import { takeTry } from '../../records/limits/take-try.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import { mailResetLink } from './mail-reset-link.ts'
import { getResetAccount, resetPassword } from './reset-password.ts'
import { setPassword } from './set-password.ts'
import { verifyPassword } from './verify-password.ts'

const former = 'lanyard-demo-password'
const next = 'seven herons over the weir'
const places: readonly string[] = []
const source = 'place'
const isOfReset = ({ kind }: Notice) => kind === 'password_reset' || kind === 'password_reset_refused'

type Database = (typeof databases)[number]

/** A hub whose master has a password and, if asked for, an authenticator app. */
async function openHubWithOwner(database: Database, { enrolled = true } = {}) {
  const hub = await openPeopledHub(database)
  const { alderMasterAccount: owner } = hub
  await setPassword(hub, { account: owner.id, password: former, by: operator })
  if (enrolled) {
    await importAuthenticator(hub, { account: owner.id, secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', by: operator })
  }
  return { ...hub, owner }
}

async function ask(hub: Hub, username: string, source = 'place'): Promise<void> {
  await mailResetLink(hub, { username, source, linkTo: (token) => `https://hub.example/reset/${token}` })
}

/** Tokens of the links that were mailed, newest first. */
async function mailedTokens(hub: TestHub): Promise<string[]> {
  const notices = await listNotices(hub)
  return notices.flatMap((notice) =>
    notice.kind === 'password_reset' ? [notice.details.link.slice(notice.details.link.lastIndexOf('/') + 1)] : [],
  )
}

for (const database of databases) {
  describe(`mailResetLink on ${database.name}`, () => {
    it('mails a link that works once, and keeps its token nowhere in the clear', async () => {
      await using hub = await openHubWithOwner(database)
      await ask(hub, ` ${hub.owner.username.toUpperCase()}`)
      const [token = ''] = await mailedTokens(hub)
      assert.equal((await getResetAccount(hub, token)).id, hub.owner.id)
      const rows = await Promise.all([
        hub.db.selectFrom('password_resets').selectAll().execute(),
        hub.db.selectFrom('notices').selectAll().execute(),
        hub.db.selectFrom('audit').selectAll().execute(),
      ])
      assert.ok(token.length === 43 && !JSON.stringify(rows).includes(token))

      await resetPassword(hub, { token, password: next, places, source })

      const { username, id } = hub.owner
      assert.equal((await verifyPassword(hub, { username, password: next, source: 'home' })).id, id)
      await assert.rejects(verifyPassword(hub, { username, password: former, source: 'home' }))
      await assert.rejects(resetPassword(hub, { token, password: next, places, source }), refused('link_expired'))
    })

    it('tells nothing of who there is, and waits alike for everyone (T29)', async () => {
      await using hub = await openHubWithOwner(database)
      for (const username of ['nobody@nowhere.example', hub.owner.username]) {
        for (let times = 0; times < 5; times++) await ask(hub, username)
        await assert.rejects(ask(hub, username), refused('too_many_attempts'))
      }
    })

    it('sends five mails an hour at most, of whom the newest has the link that works, from wherever it is asked', async () => {
      await using hub = await openHubWithOwner(database)
      const nodes: Hub[] = [hub, await hub.second(), await hub.second()]

      await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          ask(nodes[index % nodes.length] ?? hub, hub.owner.username, `place-${index}`),
        ),
      )

      const tokens = await mailedTokens(hub)
      assert.equal(tokens.length, 5)
      const looks = await Promise.allSettled(tokens.map((token) => getResetAccount(hub, token)))
      assert.equal(looks.filter(({ status }) => status === 'fulfilled').length, 1)
      hub.pass(HOUR)
      await ask(hub, hub.owner.username)
      assert.equal((await mailedTokens(hub)).length, 6)
    })

    it('sends an account without second factor no link, but says so, as seldom (T35)', async () => {
      await using hub = await openHubWithOwner(database, { enrolled: false })

      for (let times = 0; times < 8; times++) await ask(hub, hub.owner.username, `place-${times}`)

      const notices = (await listNotices(hub)).filter(isOfReset)
      assert.deepEqual(
        notices.map(({ kind }) => kind),
        Array.from({ length: 5 }, () => 'password_reset_refused'),
      )
    })

    it('sends none where a person has reset the second factor, though a new one be under way (T35)', async () => {
      await using hub = await openHubWithOwner(database)
      await hub.db.updateTable('accounts').set({ second_factor_reset_at: hub.now() }).execute()

      await ask(hub, hub.owner.username)

      const notice = (await listNotices(hub)).find(isOfReset)
      assert.equal(notice?.kind, 'password_reset_refused')
    })
  })

  describe(`resetPassword on ${database.name}`, () => {
    it('forgives the tries that were counted from there, and nothing elsewhere, nor any of codes (FL2)', async () => {
      await using hub = await openHubWithOwner(database)
      const { username, id } = hub.owner
      for (const place of ['place', 'elsewhere']) await guessForLong(hub, wordKey(username), place)
      for (let tries = 0; tries < 5; tries++) await takeTry(hub, limitsFor('code', id, 'place'))
      await ask(hub, username)
      const [token = ''] = await mailedTokens(hub)

      await resetPassword(hub, { token, password: next, places, source })

      assert.equal((await verifyPassword(hub, { username, password: next, source })).id, id)
      const elsewhere = verifyPassword(hub, { username, password: next, source: 'elsewhere' })
      await assert.rejects(elsewhere, refused('too_many_attempts'))
      await assert.rejects(takeTry(hub, limitsFor('code', id, 'place')), refused('too_many_attempts'))
    })

    it('refuses the names of the organizations that the person is in, as the invitation does (FL8)', async () => {
      await using hub = await openHubWithOwner(database)
      await ask(hub, hub.owner.username)
      const [token = ''] = await mailedTokens(hub)
      const { name, id } = await getOrganization(hub, hub.alder)

      for (const password of [`lanterns of ${name} by the weir`, `lanterns-${id}-weir-heron`]) {
        const request = { token, password, places, source }
        await assert.rejects(resetPassword(hub, request), refused('password_contains_name'), password)
      }
    })

    it('takes a link that was mailed before the second factor went for an expired one (T35)', async () => {
      await using hub = await openHubWithOwner(database)
      await ask(hub, hub.owner.username)
      const [token = ''] = await mailedTokens(hub)
      await hub.db.updateTable('accounts').set({ second_factor_reset_at: hub.now() }).execute()

      await assert.rejects(getResetAccount(hub, token), refused('link_expired'))
      await assert.rejects(resetPassword(hub, { token, password: next, places, source }), refused('link_expired'))

      await hub.db.updateTable('accounts').set({ second_factor_reset_at: null }).execute()
      await hub.db.deleteFrom('authenticators').execute()
      await assert.rejects(resetPassword(hub, { token, password: next, places, source }), refused('link_expired'))
      await verifyPassword(hub, { username: hub.owner.username, password: former, source: 'home' })
    })

    it('sees a second factor that goes at this very moment (T35)', async () => {
      await using hub = await openHubWithOwner(database)
      await ask(hub, hub.owner.username)
      const [token = ''] = await mailedTokens(hub)

      const second = overlap(
        hub,
        ({ db, now }) => db.updateTable('accounts').set({ second_factor_reset_at: now() }).execute(),
        (node) => resetPassword(node, { token, password: next, places, source }),
      )

      await assert.rejects(second, refused('link_expired'))
      await verifyPassword(hub, { username: hub.owner.username, password: former, source: 'home' })
    })

    it('lets one of two who use a link at once through (T33)', async () => {
      await using hub = await openHubWithOwner(database)
      await ask(hub, hub.owner.username)
      const [token = ''] = await mailedTokens(hub)
      const nodes = [hub, await hub.second()]
      const passwords = [next, 'a lantern by the harbour']

      const outcomes = await Promise.allSettled(
        nodes.map((node, index) => resetPassword(node, { token, password: passwords[index] ?? '', places, source })),
      )

      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
      assert.ok(lost.length === 1 && lost.every(refused('link_expired')))
      const winner = passwords[outcomes.findIndex(({ status }) => status === 'fulfilled')] ?? ''
      await verifyPassword(hub, { username: hub.owner.username, password: winner, source: 'home' })
    })

    it('ends sessions, every other mailed link and what is under way, and tells the person (T9, T11, T46)', async () => {
      await using hub = await openHubWithOwner(database)
      const { id: account } = hub.owner
      await ask(hub, hub.owner.username)
      const [token = ''] = await mailedTokens(hub)
      const at = hub.now()
      const change = { token_hash: 'x', account, email: 'new@x.example', created_at: at, expires_at: at + HOUR }
      await hub.db
        .insertInto('email_changes')
        .values({ ...change, ended_at: null })
        .execute()

      await resetPassword(hub, { token, password: next, places, source })

      const { ended_at } = await hub.db.selectFrom('email_changes').select('ended_at').executeTakeFirstOrThrow()
      assert.equal(ended_at, at)
      const end = await hub.db.selectFrom('session_ends').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([end.account, end.kept_session, end.at], [account, null, at])
      assert.ok((await listNotices(hub)).some(({ kind }) => kind === 'password_changed'))
      const acts = await hub.db.selectFrom('audit').select('action').where('account', '=', account).execute()
      assert.ok(acts.some(({ action }) => action === 'password.reset'))
    })

    it('leaves the link as it was where the password is refused, and lets it lapse after an hour', async () => {
      await using hub = await openHubWithOwner(database)
      await ask(hub, hub.owner.username)
      const [token = ''] = await mailedTokens(hub)
      await assert.rejects(
        resetPassword(hub, { token, password: 'short', places, source }),
        refused('password_too_short'),
      )
      hub.pass(59 * MINUTE)
      await getResetAccount(hub, token)
      hub.pass(MINUTE)
      await assert.rejects(resetPassword(hub, { token, password: next, places, source }), refused('link_expired'))
      for (const forged of ['', 'x', 'A'.repeat(43)]) {
        await assert.rejects(getResetAccount(hub, forged), refused('link_expired'))
      }
    })
  })
}

/** Strangers guess until the next try has to wait for minutes. */
async function guessForLong(hub: TestHub, account: string, place: string): Promise<void> {
  for (let tries = 0; tries < 14; tries++) {
    await takeTry(hub, limitsFor('password', account, place))
    if (tries >= 4 && tries < 13) hub.pass(2 ** (tries - 4) * SECOND)
  }
}
