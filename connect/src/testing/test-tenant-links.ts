import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenStore } from './open-store.ts'
import { aPendingLink, aUserLink, ISSUER, NOW } from './rows.ts'

const byHub = { at: NOW + 2, by: 'hub', reason: 'severed' } as const

export function testTenantLinks(withStore: OpenStore): void {
  describe('tenant links', () => {
    it('go from pending to active to ended, and come back as they are', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        const { tries: _tries, nextTryAt: _next, ...common } = aPendingLink()
        await tenantLinks.takePlace(aPendingLink())
        assert.deepEqual(await tenantLinks.find('lnk_1'), aPendingLink())

        const checked = { activeAt: NOW + 1, checkedAt: NOW + 1, suspendedAt: null }
        const active = { ...common, ...checked, state: 'active', moduleUrl: 'here' } as const
        assert.deepEqual(await tenantLinks.activate('lnk_1', NOW + 1, 'here'), active)
        assert.deepEqual(await tenantLinks.findHeldOfTenant('ten_1'), active)
        assert.deepEqual(await tenantLinks.findHeldOfOrganization(ISSUER, 'alder'), active)
        assert.deepEqual(await tenantLinks.lockActive(ISSUER, 'alder'), active)

        const ended = {
          ...common,
          state: 'ended',
          activeAt: NOW + 1,
          endedAt: NOW + 2,
          endedBy: 'hub',
          endedReason: 'severed',
        }
        assert.deepEqual(await tenantLinks.end('lnk_1', byHub), ended)
        assert.deepEqual(await tenantLinks.find('lnk_1'), ended)
        assert.equal(await tenantLinks.findHeldOfTenant('ten_1'), null)
        assert.equal(await tenantLinks.lockActive(ISSUER, 'alder'), null)
      }))

    it('never go back (PRODUCT_ACTIVATE_CAS)', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.end('lnk_1', byHub)
        assert.equal(await tenantLinks.activate('lnk_1', NOW, null), null)
        assert.equal(await tenantLinks.end('lnk_1', byHub), null)
        assert.equal(await tenantLinks.activate('lnk_2', NOW, null), null)
      }))

    it('end from the states that are named', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.activate('lnk_1', NOW, null)
        assert.equal(await tenantLinks.end('lnk_1', byHub, ['pending']), null)
        assert.equal((await tenantLinks.end('lnk_1', byHub, ['active']))?.state, 'ended')
      }))

    it('are found by the user who began them, while they are pending (A26)', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        const { adminUserId } = aPendingLink()
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.takePlace(
          aPendingLink({ id: 'lnk_2', tenantId: 'ten_2', organizationId: 'birch', adminUserId: 'usr_other' }),
        )
        assert.deepEqual(await tenantLinks.findPendingOfAdmin(adminUserId), aPendingLink())
        assert.equal((await tenantLinks.findPendingOfAdmin('usr_other'))?.id, 'lnk_2')
        await tenantLinks.activate('lnk_1', NOW, null)
        await tenantLinks.end('lnk_2', byHub)
        assert.equal(await tenantLinks.findPendingOfAdmin(adminUserId), null)
        assert.equal(await tenantLinks.findPendingOfAdmin('usr_other'), null)
      }))

    it('never use an id twice', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.end('lnk_1', byHub)
        assert.equal(await tenantLinks.takePlace(aPendingLink()), false)
        assert.equal(await tenantLinks.takePlace(aPendingLink({ id: 'lnk_2' })), true)
      }))

    it('give a tenant and an organization one place each, pending ones too (A12)', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        assert.equal(await tenantLinks.takePlace(aPendingLink({ id: 'lnk_2', organizationId: 'birch' })), false)
        assert.equal(await tenantLinks.takePlace(aPendingLink({ id: 'lnk_3', tenantId: 'ten_2' })), false)
        const elsewhere = aPendingLink({ id: 'lnk_4', tenantId: 'ten_2', issuer: 'https://other.example' })
        assert.equal(await tenantLinks.takePlace(elsewhere), true)
      }))

    it('give a place to one of many at once (A12, T5)', () =>
      withStore(async (store, other) => {
        const taken = await Promise.all(
          Array.from({ length: 20 }, (_, index) =>
            (index % 2 ? store : other).transaction((records) =>
              records.tenantLinks.takePlace(aPendingLink({ id: `lnk_${index}`, tenantId: `ten_${index}` })),
            ),
          ),
        )
        assert.equal(taken.filter(Boolean).length, 1)
      }))

    it('become active once, however many hear of it', () =>
      withStore(async (store, other) => {
        await store.records.tenantLinks.takePlace(aPendingLink())
        const activated = await Promise.all(
          [store, other, store, other].map((node) =>
            node.transaction((records) => records.tenantLinks.activate('lnk_1', NOW, null)),
          ),
        )
        assert.equal(activated.filter(Boolean).length, 1)
      }))

    it('that are locked as active end after what was done under them, which then is seen', () =>
      withStore(async (store, other) => {
        await store.records.tenantLinks.takePlace(aPendingLink())
        await store.records.tenantLinks.activate('lnk_1', NOW, null)
        const isLocked = Promise.withResolvers<void>()
        const mayCommit = Promise.withResolvers<void>()
        const linking = store.transaction(async (records) => {
          const link = await records.tenantLinks.lockActive(ISSUER, 'alder')
          isLocked.resolve()
          await mayCommit.promise
          assert.notEqual(link, null)
          await records.userLinks.insert(aUserLink())
        })
        await isLocked.promise
        const ending = other.transaction(async (records) => {
          await records.tenantLinks.end('lnk_1', byHub)
          return records.userLinks.suspend('lnk_1')
        })
        // A store that does not lock lets the end through here; one that does makes it wait, however long this takes.
        await Promise.race([ending, sleep(50)])
        mayCommit.resolve()
        const [, suspended] = await Promise.all([linking, ending])
        assert.equal(suspended, 1)
        assert.equal((await store.records.userLinks.findOfUser('usr_1'))?.state, 'suspended')
      }))

    it('are confirmed again when due, by one of two nodes', () =>
      withStore(async (store, other) => {
        const { tenantLinks } = store.records
        await tenantLinks.takePlace(aPendingLink())
        assert.deepEqual(await tenantLinks.duePending(NOW - 1), [])
        const [due] = await tenantLinks.duePending(NOW)
        assert.ok(due)
        const claims = [
          await tenantLinks.postpone(due, NOW + 5),
          await other.records.tenantLinks.postpone(due, NOW + 9),
        ]
        assert.deepEqual(claims, [true, false])
        assert.deepEqual(await tenantLinks.duePending(NOW + 5), [aPendingLink({ tries: 1, nextTryAt: NOW + 5 })])
      }))

    it('remember what the hub said of them, and by which name it goes', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.activate('lnk_1', NOW, null)
        assert.deepEqual(await tenantLinks.activeCheckedBefore(NOW), [])
        assert.equal((await tenantLinks.activeCheckedBefore(NOW + 1)).length, 1)
        assert.deepEqual(await tenantLinks.activeCheckedBefore(NOW + 1, 0), [])
        await tenantLinks.noteChecked({ id: 'lnk_1', checkedAt: NOW }, NOW + 1, 'elsewhere')
        await tenantLinks.noteChecked({ id: 'lnk_1', checkedAt: NOW + 1 }, NOW + 2, null)
        await tenantLinks.noteOrganizationName('lnk_1', 'Alder & Sons')
        const link = await tenantLinks.findHeldOfTenant('ten_1')
        assert.equal(link?.organizationName, 'Alder & Sons')
        assert.deepEqual(link.state === 'active' && [link.checkedAt, link.moduleUrl], [NOW + 2, 'elsewhere'])
      }))

    it('are due for a check once what the hub said is forgotten, whatever it says to an earlier question (W-14)', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        assert.equal(await tenantLinks.forgetChecks(), 0)
        const asked = await tenantLinks.activate('lnk_1', NOW, null)
        assert.ok(asked)
        assert.equal(await tenantLinks.forgetChecks(), 1)
        await tenantLinks.noteChecked(asked, NOW + 1, 'here')
        const [due] = await tenantLinks.activeCheckedBefore(1)
        assert.deepEqual([due?.id, due?.moduleUrl], ['lnk_1', null])
        assert.ok(due)
        await tenantLinks.noteChecked(due, NOW + 2, 'here')
        assert.deepEqual(await tenantLinks.activeCheckedBefore(NOW + 2), [])
      }))

    it('are suspended and resumed once each while they are active, and keep their place (UNKNOWN_SUSPENDS)', () =>
      withStore(async (store, other) => {
        const { tenantLinks } = store.records
        await tenantLinks.takePlace(aPendingLink())
        assert.equal(await tenantLinks.suspend('lnk_1', NOW), null)
        await tenantLinks.activate('lnk_1', NOW, null)
        assert.equal(await tenantLinks.resume('lnk_1', NOW), null)
        const suspended = await Promise.all(
          [store, other].map(({ records }) => records.tenantLinks.suspend('lnk_1', NOW)),
        )
        assert.deepEqual(
          suspended.flatMap((link) => link?.suspendedAt ?? []),
          [NOW],
        )
        assert.equal((await tenantLinks.lockActive(ISSUER, 'alder'))?.suspendedAt, NOW)
        assert.equal(await tenantLinks.takePlace(aPendingLink({ id: 'lnk_2' })), false)
        assert.equal(await tenantLinks.countSuspended(), 1)
        assert.deepEqual(await tenantLinks.suspendedCheckedBefore(NOW), [])
        assert.equal((await tenantLinks.suspendedCheckedBefore(NOW + 1)).length, 1)
        assert.equal((await tenantLinks.activeCheckedBefore(NOW + 1)).length, 1)
        assert.equal((await tenantLinks.resume('lnk_1', NOW + 1))?.suspendedAt, null)
        assert.equal(await tenantLinks.countSuspended(), 0)
        await tenantLinks.suspend('lnk_1', NOW + 2)
        await tenantLinks.end('lnk_1', byHub)
        assert.deepEqual([await tenantLinks.countSuspended(), await tenantLinks.suspend('lnk_1', NOW)], [0, null])
      }))

    it('follow the issuer when it changes its name', () =>
      withStore(async ({ records: { tenantLinks } }) => {
        await tenantLinks.takePlace(aPendingLink())
        await tenantLinks.adoptIssuer([ISSUER], 'https://new.example')
        assert.equal(await tenantLinks.findHeldOfOrganization(ISSUER, 'alder'), null)
        assert.notEqual(await tenantLinks.findHeldOfOrganization('https://new.example', 'alder'), null)
      }))
  })
}
