import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { openPeopledHub, operator, refused } from '../../../testing.ts'
import { HOUR } from '../../clock.ts'
import { devices as words } from '../../messages/en/devices.ts'
import { noteLogin } from '../devices/note-login.ts'
import { changePassword } from './change-password.ts'
import { setPassword } from './set-password.ts'
import { verifyPassword } from './verify-password.ts'

const current = 'lanyard-demo-password'
const next = 'seven herons over the weir'

async function openHubWithOwner(database: (typeof databases)[number]) {
  const hub = await openPeopledHub(database)
  const { alderMasterAccount: owner } = hub
  await setPassword(hub, { account: owner.id, password: current, by: operator })
  const act = { account: owner, session: 'here', provenAt: hub.now(), places: ['Hub'], source: 'home', device: null }
  return { ...hub, owner, change: { ...act, current, next } }
}

for (const database of databases) {
  describe(`changePassword on ${database.name}`, () => {
    it('keeps the session that acts, and ends the others, links on their way with them (T9, T11)', async () => {
      await using hub = await openHubWithOwner(database)
      const { id: account, username } = hub.owner
      const [created_at, expires_at] = [hub.now(), hub.now() + HOUR]
      await hub.db.insertInto('password_resets').values({ token_hash: 'x', account, created_at, expires_at }).execute()

      await changePassword(hub, hub.change)

      await verifyPassword(hub, { username, password: next, source: 'home' })
      const end = await hub.db.selectFrom('session_ends').selectAll().executeTakeFirstOrThrow()
      assert.deepEqual([end.account, end.kept_session], [account, 'here'])
      const reset = await hub.db.selectFrom('password_resets').select('ended_at').executeTakeFirstOrThrow()
      assert.equal(reset.ended_at, hub.now())
    })

    it('asks for the current one, a few times, then ever more slowly (T44)', async () => {
      await using hub = await openHubWithOwner(database)
      const guess = () => changePassword(hub, { ...hub.change, current: 'not my password' })
      for (let tries = 0; tries < 5; tries++) await assert.rejects(guess(), refused('password_wrong'))
      await assert.rejects(changePassword(hub, hub.change), refused('too_many_attempts'))
      await verifyPassword(hub, { username: hub.owner.username, password: current, source: 'elsewhere' })
    })

    it('refuses the current one for a new one, and ends nothing', async () => {
      await using hub = await openHubWithOwner(database)

      await assert.rejects(changePassword(hub, { ...hub.change, next: current }), refused('password_unchanged'))

      assert.deepEqual(await hub.db.selectFrom('session_ends').selectAll().execute(), [])
    })

    it('lets one of two who change it at once through: the other no longer knows the current one', async () => {
      await using hub = await openHubWithOwner(database)
      const other = await hub.second()

      const outcomes = await Promise.allSettled([
        changePassword(hub, hub.change),
        changePassword(other, { ...hub.change, next: 'a lantern by the harbour' }),
      ])

      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
      assert.ok(lost.length === 1 && lost.every(refused('password_wrong')))
    })

    it('sets a first one for a person who has only passkeys', async () => {
      await using hub = await openHubWithOwner(database)
      await hub.db.deleteFrom('passwords').execute()

      await changePassword(hub, { ...hub.change, current: '' })

      await verifyPassword(hub, { username: hub.owner.username, password: next, source: 'home' })
    })
  })

  describe(`verifyPassword on ${database.name}`, () => {
    it('lets the owner in with a browser that they know, whatever strangers do, who cannot borrow it (T34)', async () => {
      await using hub = await openHubWithOwner(database)
      const { username } = hub.owner
      const seen = { userAgent: 'Firefox', address: '192.0.2.1', factor: 'otp', words }
      const device = await noteLogin(hub, { ...seen, account: hub.owner, organization: hub.alder, device: null })
      const nodes = [hub, await hub.second(), await hub.second()]
      const guess = (index: number, cookie: string | null = null, source = 'home') =>
        verifyPassword(nodes[index % 3] ?? hub, { username, password: 'wrong password', source, device: cookie })

      const guesses = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => guess(index)))
      for (let index = 0; index < 60; index++) await assert.rejects(guess(index, null, `place-${index}`))

      assert.ok(guesses.every(({ status }) => status === 'rejected'))
      const owners = { username, password: current, source: 'home' }
      await assert.rejects(verifyPassword(hub, owners), refused('too_many_attempts'))
      await assert.rejects(verifyPassword(hub, { ...owners, device: 'A'.repeat(43) }), refused('too_many_attempts'))
      await verifyPassword(hub, { ...owners, device })

      const stolen = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => guess(index, device)))
      const slowed = stolen.filter((tried) => tried.status === 'rejected' && refused('too_many_attempts')(tried.reason))
      assert.equal(slowed.length, 15)
      await assert.rejects(verifyPassword(hub, { ...owners, device }), refused('too_many_attempts'))
    })
  })
}
