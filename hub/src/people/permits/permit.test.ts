import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import { addPerson, asPerson, openPeopledHub, operator, refused } from '../../../testing.ts'
import type { Caller } from '../../actor.ts'
import { createToken } from '../provisioning/create-token.ts'
import { endToken } from '../provisioning/end-token.ts'
import { permit, permitOwn } from './permit.ts'
import type { GuardedAct } from '../../records/acts/guarded-act.ts'
import { ruleOf, rules } from '../../records/acts/rules.ts'

const guarded = (Object.keys(rules) as (keyof typeof rules)[]).filter((act): act is GuardedAct => {
  const { master, own } = ruleOf(act)
  return master === 'fresh' || master === 'session' || own === 'fresh'
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
      const fresh = { account: hub.alderMasterAccount.id, provenAt: hub.now() }

      for (const act of guarded) {
        const { master: ofMaster, own } = ruleOf(act)
        if (ofMaster === undefined) {
          await assert.rejects(permit(hub, act, master, { organization: hub.alder }), refused('not_a_master'), act)
        }
        if (own === undefined) assert.throws(() => permitOwn(hub, act, fresh), /nobody's own act/, act)
      }
    })

    it('lets a person change what opens their own account with both factors given lately (T36, T44)', async () => {
      await using hub = await openPeopledHub(database)
      const account = hub.alderMasterAccount.id
      const fresh = { account, provenAt: hub.now() }
      const stale = { account, provenAt: hub.now() - hub.config.lifetimes.fresh }

      for (const act of guarded.filter((act) => ruleOf(act).own === 'fresh')) {
        assert.equal(permitOwn(hub, act, fresh).actor, `account:${account}`)
        assert.throws(() => permitOwn(hub, act, stale), refused('proof_required'), act)
      }
    })
  })
}
