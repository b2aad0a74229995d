import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, type TestHub } from '../../../testing.ts'
import type { Account } from '../accounts/account.ts'
import { DAY } from '../../clock.ts'
import type { OrganizationId } from '../../ids.ts'
import { devices as words } from '../../messages/en/devices.ts'
import { listNotices } from '../../records/notices/list-notices.ts'
import { DEVICE_LIFETIME } from './device.ts'
import { nameDevice } from './name-device.ts'
import { noteLogin } from './note-login.ts'
import { pruneDevices } from './forget-devices.ts'
import { sourceOfTry } from './source-of-try.ts'

const CHROME =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

type Person = { readonly account: Account; readonly organization: OrganizationId }

function logIn(hub: TestHub, person: Person, device: string | null = null): Promise<string> {
  return noteLogin(hub, { ...person, device, userAgent: CHROME, address: '192.0.2.1', factor: 'otp', words })
}

async function isKnown(hub: TestHub, device: string, account: Account | null): Promise<boolean> {
  const source = await sourceOfTry(hub, { account: account?.id ?? null, device, source: 'place' })
  return source !== 'place'
}

async function mailsTo(hub: TestHub, { email }: Account) {
  const notices = await listNotices(hub)
  return notices.filter(({ kind, recipient }) => kind === 'new_device' && recipient === email)
}

describe('nameDevice', () => {
  it('says of a browser what its name for itself tells, however little', () => {
    const names = [CHROME, 'Windows NT 10.0', 'Firefox/142.0', 'x', '', null].map((userAgent) =>
      nameDevice(userAgent, words),
    )

    assert.deepEqual(names, ['Chrome on Windows', 'Windows', 'Firefox', words.unknown, words.unknown, words.unknown])
  })
})

for (const database of databases) {
  describe(`noteLogin on ${database.name}`, () => {
    it('tells a person of a browser that was not seen before, but not of their first, nor twice (T46)', async () => {
      await using hub = await openPeopledHub(database)
      const master = { account: hub.alderMasterAccount, organization: hub.alder }
      const first = await logIn(hub, master)
      assert.equal(await logIn(hub, master, first), first)
      assert.deepEqual(await mailsTo(hub, master.account), [])

      const second = await logIn(hub, master)
      await logIn(hub, master, second)

      const mails = await mailsTo(hub, master.account)
      assert.deepEqual(
        mails.map(({ details }) => details),
        [{ username: master.account.username, device: 'Chrome on Windows', address: '192.0.2.1', at: hub.now() }],
      )
    })

    it('writes down who logged in where, from what, and with which factor; no cookie is kept in the clear', async () => {
      await using hub = await openPeopledHub(database)
      const device = await logIn(hub, { account: hub.alderMasterAccount, organization: hub.alder })

      const [act] = await hub.db.selectFrom('audit').selectAll().where('action', '=', 'session.begin').execute()

      assert.deepEqual([act?.account, act?.organization], [hub.alderMasterAccount.id, hub.alder])
      const details: unknown = JSON.parse(act?.details ?? '')
      assert.deepEqual(details, { device: 'Chrome on Windows', address: '192.0.2.1', factor: 'otp' })
      const rows = await Promise.all([
        hub.db.selectFrom('devices').selectAll().execute(),
        hub.db.selectFrom('audit').selectAll().execute(),
        hub.db.selectFrom('notices').selectAll().execute(),
      ])
      assert.ok(!JSON.stringify(rows).includes(device))
    })

    it('makes a browser known to the account that logged in, and to no other (T34)', async () => {
      await using hub = await openPeopledHub(database)
      const tech = await addPerson(hub, hub.alder, 'tech')
      const device = await logIn(hub, { account: hub.alderMasterAccount, organization: hub.alder })

      assert.equal(await isKnown(hub, device, hub.alderMasterAccount), true)
      assert.equal(await isKnown(hub, device, tech.account), false)
      assert.equal(await isKnown(hub, device, null), false)
      assert.equal(await isKnown(hub, 'forged'.padEnd(43, 'x'), hub.alderMasterAccount), false)
    })

    it('gives a shared browser a new name that both people have; a planted one serves no one (T39)', async () => {
      await using hub = await openPeopledHub(database)
      const victim = { account: hub.alderMasterAccount, organization: hub.alder }
      const attacker = { ...(await addPerson(hub, hub.alder, 'attacker')), organization: hub.alder }
      const planted = await logIn(hub, attacker)

      const fresh = await logIn(hub, victim, planted)

      assert.notEqual(fresh, planted)
      assert.equal(await isKnown(hub, planted, victim.account), false)
      assert.equal(await isKnown(hub, planted, attacker.account), false)
      assert.equal(await isKnown(hub, fresh, victim.account), true)
      assert.equal(await isKnown(hub, fresh, attacker.account), true)
    })

    it('knows a browser for a year after it was last seen, and never takes a later login for the first', async () => {
      await using hub = await openPeopledHub(database)
      const master = { account: hub.alderMasterAccount, organization: hub.alder }
      const [old, kept] = [await logIn(hub, master), await logIn(hub, master)]
      hub.pass(DEVICE_LIFETIME - DAY)
      await logIn(hub, master, kept)
      hub.pass(2 * DAY)
      await pruneDevices(hub)
      assert.equal(await isKnown(hub, old, master.account), false)
      assert.equal(await isKnown(hub, kept, master.account), true)
      const rows = await hub.db.selectFrom('devices').select('last_seen_at').execute()
      assert.deepEqual(rows.length, 1)

      hub.pass(2 * DEVICE_LIFETIME)
      await pruneDevices(hub)
      const before = (await mailsTo(hub, master.account)).length
      assert.equal(await isKnown(hub, kept, master.account), false)
      await logIn(hub, master, kept)
      assert.equal((await mailsTo(hub, master.account)).length, before + 1)
    })
  })
}
