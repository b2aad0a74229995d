import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OpenStore } from './open-store.ts'
import { aLinking, aPendingLink, aSession, aUserLink, ISSUER, NOW } from './rows.ts'

const OTHER = 'https://other.example'
const NEW = 'https://new.example'
const byHub = { at: NOW + 2, by: 'hub', reason: 'severed' } as const
const birch = { id: 'lnk_2', tenantId: 'ten_2', organizationId: 'birch' }

/** Two companies stand side by side, and what is done to the one is not done to the other. */
export function testNeighbours(withStore: OpenStore): void {
  describe('what is done to one company’s rows', () => {
    it('leaves the links of another as they are (T5)', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        const stateOf = async (id: string) => (await tenantLinks.find(id))?.state
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.takePlace(aPendingLink(birch))
        for (const { id, tenantId, organizationId } of [aPendingLink(), aPendingLink(birch)]) {
          assert.equal((await tenantLinks.findHeldOfTenant(tenantId))?.id, id)
          assert.equal((await tenantLinks.findHeldOfOrganization(ISSUER, organizationId))?.id, id)
        }
        assert.equal(await tenantLinks.postpone(aPendingLink({ tries: 1 }), NOW + 5), false)
        await tenantLinks.noteOrganizationName('lnk_2', 'Birch')
        assert.deepEqual(await tenantLinks.find('lnk_1'), aPendingLink())

        await tenantLinks.activate('lnk_1', NOW, null)
        assert.deepEqual([await stateOf('lnk_1'), await stateOf('lnk_2')], ['active', 'pending'])
        assert.equal(await tenantLinks.postpone(aPendingLink(), NOW + 5), false, 'an active one waits for nothing')
        assert.deepEqual(
          (await tenantLinks.duePending(NOW)).map(({ id }) => id),
          ['lnk_2'],
        )

        await tenantLinks.activate('lnk_2', NOW, null)
        await tenantLinks.suspend('lnk_1', NOW + 1)
        const suspendedAt = async (organizationId: string) =>
          (await tenantLinks.lockActive(ISSUER, organizationId))?.suspendedAt
        assert.deepEqual([await suspendedAt('alder'), await suspendedAt('birch')], [NOW + 1, null])
        assert.equal(await tenantLinks.countSuspended(), 1)
        await tenantLinks.suspend('lnk_2', NOW + 1)
        await tenantLinks.resume('lnk_1', NOW + 1)
        assert.deepEqual([await suspendedAt('alder'), await suspendedAt('birch')], [null, NOW + 1])

        await tenantLinks.noteChecked({ id: 'lnk_1', checkedAt: NOW + 1 }, NOW + 9, 'here')
        assert.deepEqual(
          (await tenantLinks.activeCheckedBefore(NOW + 9)).map(({ id }) => id),
          ['lnk_2'],
        )
        await tenantLinks.end('lnk_1', byHub)
        assert.deepEqual([await stateOf('lnk_1'), await stateOf('lnk_2')], ['ended', 'active'])
        assert.equal(await tenantLinks.lockActive(OTHER, 'birch'), null)
        assert.equal(await tenantLinks.lockActive(ISSUER, 'alder'), null)
      }))

    it('says nothing about a link that is over', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.activate('lnk_1', NOW, 'here')
        const ended = await tenantLinks.end('lnk_1', byHub)

        await tenantLinks.noteChecked({ id: 'lnk_1', checkedAt: NOW }, NOW + 3, 'none')
        await tenantLinks.noteOrganizationName('lnk_1', 'Alder & Sons')

        assert.deepEqual(await tenantLinks.find('lnk_1'), ended)
        assert.equal(await tenantLinks.findHeldOfOrganization(ISSUER, 'alder'), null)
        assert.deepEqual(await tenantLinks.activeCheckedBefore(NOW + 9), [])
        await tenantLinks.takePlace(aPendingLink({ id: 'lnk_2' }))
        await tenantLinks.activate('lnk_2', NOW, null)
        await tenantLinks.suspend('lnk_2', NOW)
        await tenantLinks.end('lnk_2', byHub)
        assert.equal(await tenantLinks.resume('lnk_2', NOW + 1), null)
      }))

    it('leaves the people of another as they are (T6)', () =>
      withStore(async ({ records: { userLinks } }) => {
        const theirs = aUserLink({ ...birch, id: 'uln_2', userId: 'usr_2', linkId: 'lnk_2', subject: 'acc_2' })
        const holds = async (what: string) => assert.deepEqual(await userLinks.findOfUser('usr_2'), theirs, what)
        await userLinks.insert(theirs)
        await userLinks.insert(aUserLink())
        assert.deepEqual(await userLinks.ofTenant('ten_1'), [aUserLink()])
        assert.deepEqual(await userLinks.ofSubject(ISSUER, 'acc_1'), [aUserLink()])
        assert.deepEqual(await userLinks.findOfMember(aUserLink()), aUserLink())
        await userLinks.noteUse(aUserLink().id, NOW + 1, { accountName: 'New', organizationName: 'New' })
        await holds('a use')
        await userLinks.deleteForeign('ten_1', ISSUER, 'alder')
        await holds('what is foreign')
        await userLinks.suspend('lnk_2')
        assert.equal((await userLinks.findOfUser('usr_1'))?.state, 'active')
        await userLinks.suspend('lnk_1')
        await userLinks.restore('ten_2', 'lnk_2')
        assert.equal((await userLinks.findOfUser('usr_1'))?.state, 'suspended')
        await holds('what comes back')
        await userLinks.deleteBelowEpoch(aUserLink(), 2)
        await holds('a request')
        await userLinks.insert(aUserLink())
        await userLinks.deleteOfMember(aUserLink())
        await holds('a member')
        await userLinks.insert(aUserLink())
        await userLinks.deleteOfUser('usr_1')
        await holds('a user')
        await userLinks.deleteOfTenant('ten_1')
        await holds('a tenant')
      }))

    it('leaves attempts of another, and those of before, as they are (T6)', () =>
      withStore(async ({ records: { attempts } }) => {
        const consumedAt = async (id: string) => (await attempts.find(id))?.consumedAt
        for (const id of ['att_1', 'att_2'])
          await attempts.insert(aLinking({ id, kind: 'link_user', tenantId: 'ten_3' }))
        await attempts.insert(aLinking({ id: 'lnk_1' }))
        await attempts.insert(aLinking({ id: 'lnk_2', tenantId: 'ten_2' }))
        await attempts.insert(aLinking({ id: 'lnk_3', consumedAt: NOW - 1 }))
        await attempts.consume('att_1', NOW, null)
        assert.equal(await consumedAt('att_2'), null)
        await attempts.killOfTenant('ten_1', NOW + 1)
        assert.deepEqual(
          [await consumedAt('lnk_1'), await consumedAt('lnk_2'), await consumedAt('lnk_3')],
          [NOW + 1, null, NOW - 1],
        )
        await attempts.killSignIns(NOW + 2)
        assert.deepEqual(
          [await consumedAt('att_1'), await consumedAt('att_2'), await consumedAt('lnk_2')],
          [NOW, NOW + 2, null],
        )
      }))

    it('leaves sessions of another as they are (MEMBER_EPOCH)', () =>
      withStore(async ({ records: { sessions } }) => {
        const others = [
          aSession({ id: 'pse_2', organizationId: 'birch' }),
          aSession({ id: 'pse_3', subject: 'acc_2' }),
          aSession({ id: 'pse_4', issuer: OTHER }),
          aSession({ id: 'pse_5', memberEpoch: 2 }),
        ]
        for (const session of [aSession(), ...others]) await sessions.insert(session)
        await sessions.touch('pse_1', NOW + 5)
        await sessions.keepApps('pse_1', [], NOW)
        await sessions.deleteBelowEpoch(ISSUER, 'alder', 'acc_1', 2)
        for (const session of others) assert.deepEqual(await sessions.find(session.id), session)
        await sessions.adoptIssuer([ISSUER], NEW)
        assert.equal(await sessions.find('pse_1'), null)
        assert.deepEqual((await sessions.find('pse_3'))?.issuer, NEW)
        assert.deepEqual((await sessions.find('pse_4'))?.issuer, OTHER)
      }))
  })
}
