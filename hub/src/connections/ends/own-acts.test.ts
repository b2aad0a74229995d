import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { asPerson, openPeopledHub, operator, psa, psaUs, refused } from '../../../testing.ts'
import { endHubSession } from '../../delivery/product-sessions/end-hub-session.ts'
import { newId } from '../../ids.ts'
import { devices as words } from '../../messages/en/devices.ts'
import { cancelEmailChange } from '../../people/accounts/cancel-email-change.ts'
import { changeProfile } from '../../people/accounts/change-profile.ts'
import { requestEmailChange } from '../../people/accounts/request-email-change.ts'
import { takeBackAccess } from '../../people/client-access/take-back-access.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { addClient } from '../../people/organizations/add-client.ts'
import type { Owner } from '../../people/permits/permit.ts'
import { endOtherSessions } from '../../people/sessions/end-other-sessions.ts'
import { endOwnSession } from '../../people/sessions/end-own-session.ts'
import { endOwnSessions } from '../../people/sessions/end-own-sessions.ts'
import { handleOf } from '../../people/sessions/list-sessions.ts'
import type { GuardedAct } from '../../records/acts/guarded-act.ts'
import { type ActName, ruleOf, rules } from '../../records/acts/rules.ts'
import { setOwnModuleUrl } from '../module-urls/set-own-module-url.ts'

/** A person with something to change, and to end, by each of their own acts. */
async function openWorld(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const account = hub.alderMasterAccount
  const { id: client } = await addClient(hub, {
    name: 'Wiki',
    redirectUris: ['https://wiki.example/back'],
    by: operator,
  })
  const now = hub.now()
  await hub.short
    .insertInto('sessions')
    .values({
      uid: 'other',
      account: account.id,
      logged_in_at: now,
      used_at: now,
      expires_at: now + hub.config.lifetimes.session,
      user_agent: null,
      address: null,
      longest_pause: 0,
      id_hash: null,
      payload: '{}',
      ended_at: null,
    })
    .execute()
  const fresh = { account: account.id, session: 'waits', provenAt: now }
  await requestEmailChange(hub, { ...fresh, email: 'new@elsewhere.example' })
  return { ...hub, account, client }
}

type World = Awaited<ReturnType<typeof openWorld>>

/** The person's own acts for which a live session suffices; `session.log_out` refuses none. */
type OwnAct = {
  [Name in GuardedAct]: (typeof rules)[Name] extends { own: 'session' } ? Name : never
}[GuardedAct]

const doing: Readonly<Record<OwnAct, (world: World, owner: Owner) => Promise<unknown>>> = {
  'account.cancel_email_change': cancelEmailChange,
  'account.change_profile': (hub, owner) => changeProfile(hub, { ...owner, name: 'Ada', language: 'en-US' }),
  'client.take_back': (hub, owner) => takeBackAccess(hub, { ...owner, client: hub.client }),
  'own_module_url.set': (hub, owner) =>
    setOwnModuleUrl(hub, { member: hub.alderMaster.id, module: psa, deployment: psaUs, by: inPlace(hub, owner) }),
  // The term of the place rises with it.
  'member.end_sessions': (hub, owner) =>
    endMemberSessions(hub, { member: hub.alderMaster.id, by: inPlace(hub, owner) }),
  'session.end': (hub, { session, provenAt }) =>
    endOwnSession(hub, async () => {}, { account: hub.account, handle: handleOf('other'), words, session, provenAt }),
  'session.end_all': (hub, { account, session, provenAt }) =>
    endOwnSessions(hub, { account, by: { session, provenAt } }),
  'session.end_others': endOtherSessions,
}

function inPlace(hub: World, { session: uid, provenAt }: Owner) {
  return { ...asPerson(hub, hub.alderMaster.id), provenAt, session: { uid, term: 0 } }
}

for (const database of databases) {
  describe(`own acts in a session, on ${database.name}`, () => {
    it('are not done by one that has ended while they were on their way, and are by one that lives (T9, FE1)', async () => {
      await using world = await openWorld(database)
      const { account, now } = world
      const owner = (session: string): Owner => ({ account: account.id, session, provenAt: now() })
      const actsBy = async () => {
        const actors = [`account:${account.id}`, `member:${world.alderMaster.id}`] as const
        const rows = world.db.selectFrom('audit').select('action').where('actor', 'in', actors).orderBy('at')
        return (await rows.execute()).map(({ action }) => action).filter((action) => action in doing)
      }
      await endHubSession(world, { session: 'ended', auditId: newId('aud') })

      for (const [act, does] of Object.entries(doing)) {
        await assert.rejects(does(world, owner('ended')), refused('login_required'), act)
      }
      assert.deepEqual(await actsBy(), [])

      for (const does of Object.values(doing)) await does(world, owner('lives'))
      assert.deepEqual((await actsBy()).toSorted(), Object.keys(doing).toSorted())
    })
  })
}

describe('the own acts of the table', () => {
  it('are all tried here, but for the logout', () => {
    const own = (Object.keys(rules) as ActName[]).filter((act) => ruleOf(act).own === 'session')

    assert.deepEqual(own, [...Object.keys(doing), 'session.log_out'].toSorted())
  })
})
