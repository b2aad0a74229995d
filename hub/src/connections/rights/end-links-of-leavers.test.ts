import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { databases, type TestDialect } from '@lanyard/storage/testing'
import { sql } from 'kysely'
import { addPerson, openPeopledHub, operator, overlap } from '../../../testing.ts'
import type { Hub } from '../../hub.ts'
import { lockAccount } from '../../people/accounts/lock-account.ts'
import { findPendingEmail } from '../../people/mailed-links/email-changes.ts'
import { requestEmailChange } from '../../people/accounts/request-email-change.ts'
import { importAuthenticator } from '../../people/factors/import-authenticator.ts'
import { addMember } from '../../people/members/add-member.ts'
import { deactivateMember } from './change-status.ts'
import { endLinksOfLeavers } from './end-links-of-leavers.ts'
import { removeMember } from './remove-member.ts'
import { resumeOrganization, suspendOrganization } from './suspend-organization.ts'
import { Refusal } from '../../refusal.ts'
import { mailResetLink } from '../../people/passwords/mail-reset-link.ts'
import { getResetAccount } from '../../people/passwords/reset-password.ts'

const by = operator
const expired = (error: unknown) => error instanceof Refusal && error.code === 'link_expired'

/** A person of two organizations, with links for a new address and a new password in their mail. */
async function openWorld(database: TestDialect) {
  const hub = await openPeopledHub(database)
  const { account, member } = await addPerson(hub, hub.alder, 'tech')
  const inBirch = await addMember(hub, { organization: hub.birch, account, role: 'member', by })
  await importAuthenticator(hub, { account: account.id, secret: 'MFRGGZDFMZTWQ2LKMFRGGZDFMZTWQ2LK', by })
  await requestEmailChange(hub, {
    account: account.id,
    provenAt: hub.now(),
    session: 'session',
    email: 'new@alder.example',
  })
  let token = ''
  const { username } = account
  await mailResetLink(hub, { username, source: '192.0.2.1', linkTo: (mailed) => (token = mailed) })
  const standing = async () => [
    (await findPendingEmail(hub, account.id)) !== null,
    await getResetAccount(hub, token).then(
      () => true,
      (error: unknown) => !expired(error),
    ),
  ]
  return Object.assign(hub, { account, member, inBirch, standing })
}

type World = Awaited<ReturnType<typeof openWorld>>

/** What ends the person's place in one of the two organizations. */
const ends: Readonly<Record<string, (hub: Hub, world: World, place: 'alder' | 'birch') => Promise<unknown>>> = {
  'a deactivation': (hub, world, place) => deactivateMember(hub, { member: placeIn(world, place).id, by }),
  'a removal': (hub, world, place) => removeMember(hub, { member: placeIn(world, place).id, by }),
  'a suspension': (hub, world, place) => suspendOrganization(hub, { organization: world[place], by: operator }),
}

const placeIn = ({ member, inBirch }: World, place: 'alder' | 'birch') => (place === 'alder' ? member : inBirch)

for (const database of databases) {
  describe(`mailed links of a person who leaves, on ${database.name}`, () => {
    for (const [what, end] of [
      ['deactivated', deactivateMember],
      ['removed', removeMember],
    ] as const)
      it(`end when the last active place is ${what}, and no sooner (FE2, T11)`, async () => {
        await using world = await openWorld(database)

        await end(world, { member: world.member.id, by })
        assert.deepEqual(await world.standing(), [true, true])
        await end(world, { member: world.inBirch.id, by })

        assert.deepEqual(await world.standing(), [false, false])
      })

    it('end when the organization of the last active place is suspended, and stay ended (FE1, FE2)', async () => {
      await using world = await openWorld(database)
      const [alder, birch] = [world.alder, world.birch]

      await suspendOrganization(world, { organization: alder, by })
      assert.deepEqual(await world.standing(), [true, true])
      await suspendOrganization(world, { organization: birch, by })

      assert.deepEqual(await world.standing(), [false, false])
      for (const organization of [alder, birch]) await resumeOrganization(world, { organization, by })
      assert.deepEqual(await world.standing(), [false, false])
    })
  })
}

for (const database of databases.filter(({ name }) => name === 'PostgreSQL')) {
  describe(`mailed links of a person whose two places end at once, on ${database.name}`, () => {
    for (const [name, end] of Object.entries(ends)) {
      it(`end where ${name} ends one, and a deactivation the other (FE2, T11)`, async () => {
        await using world = await openWorld(database)

        await overlap(
          world,
          (hub) => deactivateMember(hub, { member: world.member.id, by }),
          (hub) => end(hub, world, 'birch'),
        )

        assert.deepEqual(await world.standing(), [false, false])
      })

      it(`hold up ${name} while their account is changed, which holds no organization meanwhile`, async () => {
        await using world = await openWorld(database)

        await overlap(
          world,
          (hub) => lockAccount(hub.db, world.account.id),
          (hub) => end(hub, world, 'birch'),
          async ({ db }) => {
            await sql`select id from organizations where id = ${world.birch} for no key update nowait`.execute(db)
          },
        )

        await end(world, world, 'alder')
        assert.deepEqual(await world.standing(), [false, false])
      })
    }

    it('end also for an account that the first commit learned of late (FE2, T11)', async () => {
      await using world = await openWorld(database)
      const { account, member } = world

      await overlap(
        world,
        async (hub) => {
          await hub.db.updateTable('members').set({ status: 'inactive' }).where('id', '=', member.id).execute()
          await endLinksOfLeavers(hub, [account.id])
        },
        (hub) => deactivateMember(hub, { member: world.inBirch.id, by }),
      )

      assert.deepEqual(await world.standing(), [false, false])
    })
  })
}
