import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Kit } from '../kit.ts'
import { findNotice, takeNotice } from '../notices/notices.ts'
import type { KeptNotice } from '../records/notice.ts'
import type { ConnectStore } from '../records/store.ts'
import { createSeal } from '../seal.ts'
import type { OpenStore } from './open-store.ts'
import { aPendingLink, aUserLink, ISSUER, NOW } from './rows.ts'

const ofTenant = { tenantId: 'ten_1', tenantLinkId: 'lnk_1' }
const ofUser = { tenantId: 'ten_1', userLink: { id: aUserLink().id, userId: 'usr_1' } }
const kept = {
  ntc_tenant: aSuccess('tenant_linked', ofTenant),
  ntc_user: aSuccess('user_linked', ofUser),
  ntc_both: aSuccess('tenant_and_user_linked', { ...ofTenant, ...ofUser }),
}

function aSuccess(code: KeptNotice['code'], about: KeptNotice['about'] & object): KeptNotice {
  return { kind: 'done', code, reference: 'AUDIT-ID-OF-ONE-ACT', details: { account: 'tech@alder.example' }, about }
}

type Visitor = Parameters<typeof findNotice>[2]

/** The codes of the notices that a visitor is told. */
async function told(store: ConnectStore<unknown>, visitor: Visitor): Promise<readonly string[]> {
  const seal = createSeal({ id: 'psa-us', secret: 'of a test' })
  const ids = Object.keys(kept)
  const found = await Promise.all(ids.map((id) => findNotice({ store, seal, now: () => NOW }, id, visitor)))
  return found.flatMap((notice) => (notice ? [notice.code] : []))
}

/** A tenant and one of its users, linked, and told so. */
async function link({ records: { tenantLinks, userLinks, notices } }: ConnectStore<unknown>): Promise<void> {
  await tenantLinks.takePlace(aPendingLink())
  await tenantLinks.activate('lnk_1', NOW, null)
  await userLinks.insert(aUserLink())
  for (const [id, notice] of Object.entries(kept)) await notices.insert(id, notice, NOW)
}

const own = { tenantId: 'ten_1', userId: 'usr_1' }
const all = ['tenant_linked', 'user_linked', 'tenant_and_user_linked']

export function testNotices(withStore: OpenStore): void {
  describe('the notice of a ceremony', () => {
    it('of a success is told to the tenant or the user of its links, and to no one who is not logged in (FE1)', () =>
      withStore(async (store) => {
        await link(store)

        assert.deepEqual(await told(store, own), all)
        assert.deepEqual(await told(store, undefined), all)
        assert.deepEqual(await told(store, { ...own, userId: 'usr_2' }), ['tenant_linked'])
        assert.deepEqual(await told(store, { ...own, tenantId: 'ten_2' }), [])
        assert.deepEqual(await told(store, null), [])
        const { about: _about, ...notice } = kept.ntc_user
        const seal = createSeal({ id: 'psa-us', secret: 'of a test' })
        assert.deepEqual(await findNotice({ store, seal, now: () => NOW }, 'ntc_user', own), notice)
      }))

    it('is taken by the browser that was led to it, once, and by no other visitor (FS5)', () =>
      withStore(async (store) => {
        await link(store)
        const product = { origin: 'https://psa.example', deployment: 'psa-us' } as Kit<unknown>['product']
        const kit = { store, seal: createSeal({ id: 'psa-us', secret: 'of a test' }), now: () => NOW, product }
        const led = { headers: new Headers({ Cookie: '__Host-connect-notice-psa-us=ntc_user' }) }
        const { about: _about, ...notice } = kept.ntc_user

        assert.deepEqual(await takeNotice(kit, led, { ...own, userId: 'usr_2' }), { notice: null, cookies: [] })
        assert.deepEqual(await takeNotice(kit, { headers: new Headers() }, own), { notice: null, cookies: [] })
        const taken = await takeNotice(kit, led, own)
        assert.deepEqual(taken.notice, notice)
        assert.match(
          taken.cookies.join(),
          /^__Host-connect-notice-psa-us=; Path=\/; Max-Age=0; HttpOnly; SameSite=Lax; Secure$/,
        )
      }))

    it('of a refusal to link is told to the user who tried, and to no other (FS5)', () =>
      withStore(async (store) => {
        const details = { account: 'tech@alder.example' }
        const refusal = { kind: 'refused', code: 'member_already_linked', reference: 'AUDIT-ID', details } as const
        const kit = { store, seal: createSeal({ id: 'psa-us', secret: 'of a test' }), now: () => NOW }
        await store.records.notices.insert('ntc_refused', { ...refusal, about: own }, NOW)

        const visitors = [own, { ...own, userId: 'usr_2' }, { ...own, tenantId: 'ten_2' }, null]
        const read = await Promise.all(visitors.map((visitor) => findNotice(kit, 'ntc_refused', visitor)))

        assert.deepEqual(read, [refusal, null, null, null])
      }))

    it('of a success that was kept by the version before names no link, and is told to no reader that is known (FE1)', () =>
      withStore(async (store) => {
        const { about: _about, ...notice } = kept.ntc_user
        const kit = { store, seal: createSeal({ id: 'psa-us', secret: 'of a test' }), now: () => NOW }
        await link(store)
        await store.records.notices.insert('ntc_before', notice, NOW)

        const read = [await findNotice(kit, 'ntc_before', own), await findNotice(kit, 'ntc_before', null)]

        assert.deepEqual(read, [null, null])
        assert.deepEqual(await findNotice(kit, 'ntc_before'), notice)
      }))

    it('of a success is told while the user link stands, and not for one that the user made later (FE1)', () =>
      withStore(async (store) => {
        const { userLinks } = store.records
        await link(store)
        await userLinks.deleteOfUser('usr_1')
        assert.deepEqual(await told(store, own), ['tenant_linked'])

        await userLinks.insert(aUserLink({ id: 'uln_later', subject: 'acc_2' }))

        assert.deepEqual(await told(store, own), ['tenant_linked'])
      }))

    it('of a success is told while the tenant link stands: not suspended, not ended, and not for a later one (FE1)', () =>
      withStore(async (store) => {
        const { tenantLinks, userLinks } = store.records
        await link(store)
        await tenantLinks.suspend('lnk_1', NOW)
        assert.deepEqual(await told(store, own), ['user_linked'])
        await tenantLinks.resume('lnk_1', NOW)
        assert.deepEqual(await told(store, own), all)

        await tenantLinks.end('lnk_1', { at: NOW, by: 'hub', reason: 'severed' })
        await userLinks.suspend('lnk_1')
        assert.deepEqual(await told(store, own), [])

        // A23: the user link comes back with the organization, so what was said of it is true again.
        await tenantLinks.takePlace(aPendingLink({ id: 'lnk_2' }))
        await tenantLinks.activate('lnk_2', NOW, null)
        await userLinks.restore('ten_1', 'lnk_2')
        assert.deepEqual(await told(store, own), ['user_linked'])
        await userLinks.deleteForeign('ten_1', ISSUER, 'birch')
        assert.deepEqual(await told(store, own), [])
      }))
  })
}
