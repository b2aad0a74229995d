import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, asPerson, openPeopledHub, operator, overlap, refused } from '../../../testing.ts'
import type { Caller } from '../../actor.ts'
import { SECOND } from '../../clock.ts'
import { endHubSession } from '../../delivery/product-sessions/end-hub-session.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { lockAccount } from '../accounts/lock-account.ts'
import { replaceRecoveryCodes } from '../factors/replace-recovery-codes.ts'
import { endMemberSessions } from '../members/end-member-sessions.ts'
import { createToken } from '../provisioning/create-token.ts'
import { endToken } from '../provisioning/end-token.ts'
import { endAccountSessions } from '../sessions/end-account-sessions.ts'
import { permit, permitOwn } from './permit.ts'
import type { GuardedAct } from '../../records/acts/guarded-act.ts'
import { ruleOf, rules } from '../../records/acts/rules.ts'

const guarded = (Object.keys(rules) as (keyof typeof rules)[]).filter((act): act is GuardedAct => {
  const { master, own } = ruleOf(act)
  return act !== 'session.log_out' && [master, own].some((proof) => proof === 'fresh' || proof === 'session')
})
const ofMasters = guarded.filter((act) => ruleOf(act).master !== undefined)

for (const database of databases) {
  describe(`permit on ${database.name}`, () => {
    it('lets a master act with both factors given lately, and no one else of any organization (FG1, FG2, T44)', async () => {
      await using hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')
      const master = asPerson(hub, hub.alderMaster.id)
      const stale = { ...master, provenAt: hub.now() - hub.config.lifetimes.fresh }
      const about = { organization: hub.alder }

      for (const act of ofMasters) {
        const may = await permit(hub, act, master, about)
        assert.deepEqual([may.action, may.actor], [act, master.actor])
        for (const stranger of [tech, hub.birchMaster]) {
          await assert.rejects(permit(hub, act, asPerson(hub, stranger.id), about), refused('not_a_master'), act)
        }
        if (ruleOf(act).master === 'fresh') {
          await assert.rejects(permit(hub, act, stale, about), refused('proof_required'), act)
        } else {
          await permit(hub, act, stale, about)
        }
      }
    })

    it('holds machines by their scope, and never by freshness', async () => {
      await using hub = await openPeopledHub(database)
      const { token } = await createToken(hub, { organization: hub.alder, name: 'HR', by: operator })
      const directory: Caller = `provisioning:${token.id}`
      const tryAs = (by: Caller, act: GuardedAct, organization: typeof hub.alder) =>
        permit(hub, act, by, { organization }).then(
          () => true,
          () => false,
        )

      for (const act of ofMasters) {
        const rule = ruleOf(act)
        assert.equal(await tryAs(directory, act, hub.alder), rule.directory === true, act)
        assert.equal(await tryAs(directory, act, hub.birch), false, act)
        assert.equal(await tryAs(operator, act, hub.birch), rule.operator === true, act)
        assert.equal(await tryAs('hub', act, hub.alder), false, act)
      }
      await endToken(hub, { organization: hub.alder, token: token.id, by: operator })
      assert.equal(await tryAs(directory, 'member.deactivate', hub.alder), false)
    })

    it('lets a person do about themselves what is their own act, and nothing that takes a master', async () => {
      await using hub = await openPeopledHub(database)
      const { member: tech } = await addPerson(hub, hub.alder, 'tech')
      const { member: other } = await addPerson(hub, hub.alder, 'other')
      const person = asPerson(hub, tech.id)
      const stale = { ...person, provenAt: hub.now() - hub.config.lifetimes.fresh }
      const own = { organization: hub.alder, member: tech.id }

      for (const act of ofMasters) {
        const proof = ruleOf(act).own
        if (proof === undefined) {
          await assert.rejects(permit(hub, act, person, own), refused('not_a_master'), act)
          continue
        }
        assert.equal((await permit(hub, act, person, own)).actor, person.actor)
        if (proof === 'fresh') await assert.rejects(permit(hub, act, stale, own), refused('proof_required'), act)
        else await permit(hub, act, stale, own)
        const ofOther = { organization: hub.alder, member: other.id }
        await assert.rejects(permit(hub, act, person, ofOther), refused('not_a_master'), act)
      }
    })

    it('gives a master nothing of what is a person’s own, and no one an own act that is none', async () => {
      await using hub = await openPeopledHub(database)
      const master = asPerson(hub, hub.alderMaster.id)
      const fresh = { account: hub.alderMasterAccount.id, provenAt: hub.now(), session: 'session' }

      for (const act of guarded) {
        const { master: ofMaster, own } = ruleOf(act)
        if (ofMaster === undefined) {
          await assert.rejects(permit(hub, act, master, { organization: hub.alder }), refused('not_a_master'), act)
        }
        if (own === undefined) await assert.rejects(permitOwn(hub, act, fresh), /no one's own act/, act)
      }
    })

    it('lets a person change what opens their own account with both factors given lately, and else by a session (T36, T44)', async () => {
      await using hub = await openPeopledHub(database)
      const account = hub.alderMasterAccount.id
      const fresh = { account, provenAt: hub.now(), session: 'session' }
      const stale = { account, provenAt: hub.now() - hub.config.lifetimes.fresh, session: 'session' }

      for (const act of guarded.filter((act) => ruleOf(act).own !== undefined)) {
        assert.equal((await permitOwn(hub, act, fresh)).actor, `account:${account}`)
        if (ruleOf(act).own === 'fresh') {
          await assert.rejects(permitOwn(hub, act, stale), refused('proof_required'), act)
        } else {
          await permitOwn(hub, act, stale)
        }
      }
    })

    it('lets no one act by a session that has ended meanwhile, also where the right came back (T9, FE1)', async () => {
      await using hub = await openPeopledHub(database)
      const { id: account } = hub.alderMasterAccount
      const tryBoth = async (uid: string, term = 0) => {
        const person = { ...asPerson(hub, hub.alderMaster.id), provenAt, session: { uid, term } }
        const tries = [
          permit(hub, 'invitation.send', person, { organization: hub.alder }),
          permit(hub, 'member.end_sessions', person, { organization: hub.alder, member: hub.alderMaster.id }),
          permitOwn(hub, 'passkey.add', { account, session: uid, provenAt }),
        ]
        const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : error)
        return Promise.all(tries.map((act) => act.then(() => null, codeOf)))
      }
      const over = 'login_required'
      const provenAt = hub.now()
      assert.deepEqual(await tryBoth('one'), [null, null, null])

      await endHubSession(hub, { session: 'one', auditId: newId('aud') })
      assert.deepEqual(await tryBoth('one'), [over, over, over])
      assert.deepEqual(await tryBoth('two'), [null, null, null])

      await endMemberSessions(hub, { member: hub.alderMaster.id, by: operator })
      assert.deepEqual(await tryBoth('two'), [over, over, null])
      assert.deepEqual(await tryBoth('two', 1), [null, null, null])

      hub.pass(SECOND)
      await endAccountSessions(hub, { account, keep: 'kept', auditId: newId('aud') })
      assert.deepEqual(await tryBoth('two', 1), [over, over, over])
      assert.deepEqual(await tryBoth('kept', 1), [null, null, null])
    })

    it('asks behind the end of the sessions that it waited for (T9)', async () => {
      await using hub = await openPeopledHub(database)
      const { id: account } = hub.alderMasterAccount
      const request = { account, session: 'session', provenAt: hub.now() }
      hub.pass(SECOND)

      const late = overlap(
        hub,
        async (node) => {
          await lockAccount(node.db, account)
          await endAccountSessions(node, { account, keep: null, auditId: newId('aud') })
        },
        (node) => replaceRecoveryCodes(node, request),
      )

      await assert.rejects(late, refused('login_required'))
    })
  })
}
