import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, asOwner, openPeopledHub } from '../../../testing.ts'
import { findAccountById } from '../accounts/find-account.ts'
import { MINUTE } from '../../clock.ts'
import { newId } from '../../ids.ts'
import type { AccountId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { countSessions } from './count-sessions.ts'
import { endDueSessions, pruneSessionEnds } from './end-due-sessions.ts'
import { devices as words } from '../../messages/en/devices.ts'
import { endOwnSession } from './end-own-session.ts'
import { findLiveSessions } from './find-live-sessions.ts'
import { handleOf, listSessions } from './list-sessions.ts'
import * as sessionEnds from './session-ends-store.ts'

for (const database of databases) {
  describe(`sessions of two people on ${database.name}`, () => {
    /** One that serves, one that has ended and one that has lapsed of the one, and one of the other. */
    const open = async () => {
      const hub = await openPeopledHub(database)
      const own = hub.alderMasterAccount
      const { account: other } = await addPerson(hub, hub.alder, 'other')
      const now = hub.now()
      const add = async (uid: string, account: AccountId, facts: { expiresAt?: number; endedAt?: number }) => {
        const at = { logged_in_at: now, used_at: now, expires_at: facts.expiresAt ?? now + MINUTE }
        const from = { user_agent: null, address: null, longest_pause: 0, id_hash: null, payload: '{}' }
        const row = { uid, account, ...at, ...from, ended_at: facts.endedAt ?? null }
        await hub.short.insertInto('sessions').values(row).execute()
        await hub.short.insertInto('session_clients').values({ session: uid, client: uid, payload: '{}' }).execute()
      }
      await add('own', own.id, {})
      await add('ended', own.id, { endedAt: now })
      await add('lapsed', own.id, { expiresAt: now })
      await add('theirs', other.id, {})
      return { ...hub, own, other }
    }

    it('are listed and counted while they serve', async () => {
      await using hub = await open()
      const listed = await listSessions(hub, hub.own)
      assert.deepEqual(
        listed.map(({ uid, clients }) => [uid, clients]),
        [['own', ['own']]],
      )
      assert.deepEqual([...(await countSessions(hub, [hub.own.id]))], [[hub.own.id, 1]])
      assert.deepEqual([...(await findLiveSessions(hub, ['own', 'ended', 'lapsed']))], ['own'])
    })

    it('are ended by their own person alone', async () => {
      await using hub = await open()
      const ended: string[] = []
      const end = (uid: string) =>
        endOwnSession(hub, async (session) => void ended.push(session), {
          handle: handleOf(uid),
          words,
          ...asOwner(hub, hub.own.id),
          account: hub.own,
        })
      const refused = (error: unknown) => error instanceof Refusal && error.code === 'session_unknown'
      await assert.rejects(end('theirs'), refused)
      await assert.rejects(end('unknown'), refused)
      await end('own')
      await end('ended')
      assert.deepEqual(ended, ['own'])
    })

    it('end with an act of their own person that came after them, once', async () => {
      await using hub = await open()
      const at = hub.now()
      const insert = (account: AccountId, keep: string | null, when: number) =>
        sessionEnds.insert(hub.db, { account, keep, at: when, auditId: newId('aud') })
      await insert(hub.other.id, null, at - 2)
      await insert(hub.other.id, null, at - 1) // They logged in since.
      await insert(hub.own.id, null, at)
      const [before] = await sessionEnds.listDue(hub.db)
      const ended: string[] = []
      const run = () => endDueSessions(hub, async (uid) => void ended.push(uid))

      assert.ok(before)
      await sessionEnds.markDone(hub.db, before.id, 1)
      assert.equal((await sessionEnds.listDue(hub.db)).length, 2)
      await run()
      await run()

      assert.deepEqual(ended.toSorted(), ['lapsed', 'own'])
      await pruneSessionEnds(hub)
      const left = await hub.db.selectFrom('session_ends').select('account').orderBy('at').execute()
      assert.deepEqual(left, [{ account: hub.other.id }, { account: hub.own.id }])
      assert.notEqual(await findAccountById(hub, hub.own.id), null)
    })
  })
}
