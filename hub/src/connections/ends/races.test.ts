import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases } from '@lanyard/storage/testing'
import * as client from 'openid-client'
import { asOwner, operator, overlap } from '../../../testing.ts'
import type { Hub } from '../../hub.ts'
import { activateMember, deactivateMember } from '../rights/change-status.ts'
import { endMemberSessions } from '../../people/members/end-member-sessions.ts'
import { resumeOrganization, suspendOrganization } from '../rights/suspend-organization.ts'
import { takeBackAccess } from '../../people/client-access/take-back-access.ts'
import { isGranted, openWorld, signInSilently, type World } from './testing/open-world.ts'

const by = operator as `operator:${string}`
const member = ({ person }: World) => ({ member: person.member.id, by })

interface Race {
  readonly act: (world: World) => (hub: Hub) => Promise<unknown>
  readonly giveBack: (world: World) => Promise<unknown>
}

const acts: Readonly<Record<string, Race>> = {
  'a deactivation': {
    act: (world) => (hub) => deactivateMember(hub, member(world)),
    giveBack: (world) => activateMember(world.site.hub, member(world)),
  },
  'a suspension': {
    act: (world) => (hub) => suspendOrganization(hub, { organization: world.alder, by }),
    giveBack: (world) => resumeOrganization(world.site.hub, { organization: world.alder, by }),
  },
  'the end of a member’s sessions': {
    act: (world) => (hub) => endMemberSessions(hub, member(world)),
    giveBack: async () => {},
  },
  'the end of an app’s access': {
    act: (world) => (hub) => takeBackAccess(hub, { ...asOwner(hub, world.person.account.id), client: world.wiki.id }),
    giveBack: async () => {},
  },
}

async function openOffline(world: World): Promise<string> {
  const parameters = { organization: world.alder, scope: 'openid offline_access', prompt: 'consent' }
  return (await world.wiki.getTokens(world.browser, parameters)).refresh_token ?? ''
}

for (const database of databases) {
  describe(`an end and a use at once, on ${database.name}`, () => {
    for (const [name, { act, giveBack }] of Object.entries(acts)) {
      it(`leaves no refresh token that works, where it is used during ${name} (FE1, T27)`, async () => {
        await using world = await openWorld(database)
        const { config } = world.wiki
        const before = await openOffline(world)
        const refresh = (token: string) => client.refreshTokenGrant(config, token)

        const meanwhile = await overlap(world.site.hub, act(world), () =>
          refresh(before).then(
            ({ refresh_token: next = '' }) => next,
            () => null,
          ),
        )
        await giveBack(world)

        for (const token of [before, meanwhile]) {
          if (token !== null) assert.equal(await isGranted(refresh(token)), false)
        }
      })
    }

    for (const name of ['a deactivation', 'a suspension', 'the end of a member’s sessions']) {
      it(`leaves no code and no session that works, where a person signs in silently during ${name} (FE1, T27)`, async () => {
        await using world = await openWorld(database)
        const { act, giveBack } = acts[name] ?? assert.fail(name)
        const begun = await world.psa.begin({ organization: world.alder, prompt: 'none' })

        const back = await overlap(world.site.hub, act(world), () => world.browser.get(begun.url.href))
        await giveBack(world)

        const code = back.url.searchParams.has('code')
        if (code) assert.equal(await isGranted(world.psa.redeem(begun, back.url)), false)
        assert.equal((await signInSilently(world, world.alder)).url.searchParams.get('error'), 'login_required')
        assert.equal((await signInSilently(world, world.birch)).url.searchParams.has('code'), true)
      })
    }

    it('lets no use succeed that begins after the commit, however many are under way (FE1)', async () => {
      await using world = await openWorld(database)
      const tokens = [await openOffline(world), await openOffline(world), await openOffline(world)]
      const refresh = (token: string) => isGranted(client.refreshTokenGrant(world.wiki.config, token))
      const silently = async () => (await signInSilently(world, world.alder)).url.searchParams.has('code')

      const underWay = [...tokens.slice(1).map(refresh), silently(), silently()]
      await deactivateMember(world.site.hub, member(world))
      const after = await Promise.all([refresh(tokens[0] ?? ''), silently(), silently()])
      await Promise.all(underWay)
      await activateMember(world.site.hub, member(world))
      const later = await Promise.all([...tokens.map(refresh), silently()])

      assert.deepEqual([...after, ...later], Array(7).fill(false))
    })
  })
}
