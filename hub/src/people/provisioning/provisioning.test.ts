import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { addPerson, openPeopledHub, operator, overlap, refused } from '../../../testing.ts'
import { MINUTE } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import { deactivateMember } from '../../connections/rights/change-status.ts'
import { getMember } from '../members/find-member.ts'
import { removeMember } from '../../connections/rights/remove-member.ts'
import { createToken } from './create-token.ts'
import { endToken } from './end-token.ts'
import { findToken, listTokens } from './find-token.ts'

const by = operator as `operator:${string}`

async function openWorld(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const { member } = await addPerson(hub, hub.alder, 'tech')
  const { token, secret } = await createToken(hub, { organization: hub.alder, name: ' HR ', by })
  return Object.assign(hub, { member, token, secret, directory: `provisioning:${token.id}` as const })
}

for (const database of databases) {
  describe(`a provisioning token on ${database.name}`, () => {
    it('is kept as a hash, is found by its secret alone, and says when it was last used', async () => {
      await using hub = await openWorld(database)
      const lastUse = async () => (await listTokens(hub, hub.alder))[0]?.lastUsedAt

      const before = await lastUse()
      const found = await findToken(hub, hub.secret)
      const first = await lastUse()
      hub.pass(MINUTE - 1)
      await findToken(hub, hub.secret)
      const within = await lastUse()
      hub.pass(1)
      await findToken(hub, hub.secret)

      assert.match(hub.secret, /^lanyard_scim_[\w-]{43}$/)
      assert.deepEqual([found?.id, found?.organization, found?.name], [hub.token.id, hub.alder, 'HR'])
      assert.deepEqual([before, within], [null, first])
      assert.equal(await lastUse(), (first ?? 0) + MINUTE)
      for (const wrong of ['', hub.token.id, hub.secret.slice(0, -1), hub.secret.toUpperCase()]) {
        assert.equal(await findToken(hub, wrong), null)
      }
      const rows = await hub.db.selectFrom('provisioning_tokens').selectAll().execute()
      assert.ok(!JSON.stringify(rows).includes(hub.secret))
    })

    it('opens nothing once it has ended, and cannot be ended by another organization', async () => {
      await using hub = await openWorld(database)
      const end = (organization = hub.alder) => endToken(hub, { organization, token: hub.token.id, by })

      await assert.rejects(end(hub.birch), refused('provisioning_unknown'))
      const ended = await end()
      hub.pass(MINUTE)
      const again = await end()

      assert.equal(await findToken(hub, hub.secret), null)
      assert.equal(again.endedAt, ended.endedAt)
      const acts = await hub.db.selectFrom('audit').selectAll().where('subject', '=', hub.token.id).execute()
      assert.deepEqual(acts.map(({ action }) => action).sort(), ['provisioning.create', 'provisioning.end'])
      assert.ok(!JSON.stringify(acts).includes(hub.secret))
    })

    it('is used and ended apart from the others, of its organization and of another', async () => {
      await using hub = await openWorld(database)
      hub.pass(1)
      const used = await createToken(hub, { organization: hub.alder, name: 'AD', by })
      const foreign = await createToken(hub, { organization: hub.birch, name: 'Birch', by })
      const end = (token: typeof hub.token) => endToken(hub, { organization: hub.alder, token: token.id, by })
      const listed = async (organization: typeof hub.alder) => {
        const tokens = await listTokens(hub, organization)
        return tokens.map(({ name, lastUsedAt, endedAt }) => [name, lastUsedAt !== null, endedAt !== null])
      }

      await findToken(hub, used.secret)
      await assert.rejects(end(foreign.token), refused('provisioning_unknown'))
      await end(hub.token)

      assert.deepEqual(await listed(hub.alder), [
        ['HR', false, true],
        ['AD', true, false],
      ])
      assert.deepEqual(await listed(hub.birch), [['Birch', false, false]])
    })

    it('is made for organizations that there are, under a name that can be shown', async () => {
      await using hub = await openWorld(database)
      const nowhere = 'nowhere' as typeof hub.alder

      await assert.rejects(createToken(hub, { organization: nowhere, name: 'HR', by }), refused('organization_invalid'))
      await assert.rejects(createToken(hub, { organization: hub.alder, name: ' ', by }), refused('name_invalid'))
    })
  })

  describe(`what a directory may do, on ${database.name}`, () => {
    it('administers its own organization and no other (T31, T36)', async () => {
      await using hub = await openWorld(database)
      const stranger = await addPerson(hub, hub.birch, 'tech')

      await assert.rejects(
        deactivateMember(hub, { member: stranger.member.id, by: hub.directory }),
        refused('not_a_master'),
      )
      await assert.rejects(
        deactivateMember(hub, { member: hub.member.id, by: `provisioning:${newId('prv')}` }),
        refused('provisioning_refused'),
      )
      await deactivateMember(hub, { member: hub.member.id, by: hub.directory })

      assert.equal((await getMember(hub, stranger.member.id)).status, 'active')
      const { status, statusBy } = await getMember(hub, hub.member.id)
      assert.deepEqual([status, statusBy], ['inactive', hub.directory])
    })

    it('stops with the token, also for what is under way at that moment', async () => {
      await using hub = await openWorld(database)
      const end = (node: Hub) => endToken(node, { organization: hub.alder, token: hub.token.id, by })
      const remove = (node: Hub) => removeMember(node, { member: hub.member.id, by: hub.directory })

      const late = overlap(hub, end, remove)

      await assert.rejects(late, refused('provisioning_refused'))
      assert.equal((await getMember(hub, hub.member.id)).status, 'active')
    })

    it('is done before the token ends, where it came first', async () => {
      await using hub = await openWorld(database)

      await overlap(
        hub,
        (node) => deactivateMember(node, { member: hub.member.id, by: hub.directory }),
        (node) => endToken(node, { organization: hub.alder, token: hub.token.id, by }),
      )

      const acts = await hub.db.selectFrom('audit').select('action').where('actor', 'in', [by, hub.directory]).execute()
      const [change, end] = acts.map(({ action }) => action).filter((action) => /deactivate|end$/.test(action))
      assert.deepEqual([change, end], ['member.deactivate', 'provisioning.end'])
    })
  })
}
