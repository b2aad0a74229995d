import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OpenStore } from './open-store.ts'
import { aSession, ISSUER, NOW } from './rows.ts'

export function testProductSessions(withStore: OpenStore): void {
  describe('product sessions', () => {
    it('come back as they were kept, with their menu', () =>
      withStore(async ({ records: { sessions } }) => {
        await sessions.insert(aSession())
        assert.deepEqual(await sessions.find('pse_1'), aSession())
        const list = [{ module: 'rmm', name: 'RMM', state: 'ready', url: 'https://rmm.example/' }] as const
        await sessions.keepApps('pse_1', list, NOW + 1)
        assert.deepEqual(await sessions.find('pse_1'), aSession({ apps: { list, at: NOW + 1 } }))
      }))

    it('are seen later and later', () =>
      withStore(async ({ records: { sessions } }) => {
        await sessions.insert(aSession())
        await sessions.touch('pse_1', NOW + 5)
        await sessions.touch('pse_1', NOW + 3)
        assert.equal((await sessions.find('pse_1'))?.seenAt, NOW + 5)
      }))

    it('end by id, user, tenant, link, issuer and time', () =>
      withStore(async ({ records: { sessions } }) => {
        const ends: readonly [string, () => Promise<unknown>][] = [
          ['id', () => sessions.delete('pse_1')],
          ['user', () => sessions.deleteOfUser('usr_1')],
          ['tenant', () => sessions.deleteOfTenant('ten_1')],
          ['link', () => sessions.deleteOfLink('lnk_1')],
          ['issuer', () => sessions.deleteOfIssuer(ISSUER)],
          ['age', () => sessions.deleteExpired(NOW + 1000, 0)],
          ['rest', () => sessions.deleteExpired(NOW, NOW + 1)],
        ]
        const other = aSession({
          id: 'pse_2',
          userId: 'usr_2',
          tenantId: 'ten_2',
          linkId: 'lnk_2',
          issuer: 'https://other.example',
          seenAt: NOW + 10,
          expiresAt: NOW + 5000,
        })
        await sessions.insert(other)
        for (const [by, end] of ends) {
          await sessions.insert(aSession())
          await end()
          assert.equal(await sessions.find('pse_1'), null, by)
          assert.deepEqual(await sessions.find('pse_2'), other, by)
        }
      }))

    it('end by session and subject at the hub, of one issuer alone (T22, T23)', () =>
      withStore(async ({ records: { sessions } }) => {
        await sessions.insert(aSession({ id: 'pse_1', sid: 'sid_1' }))
        await sessions.insert(aSession({ id: 'pse_2', sid: 'sid_2' }))
        await sessions.insert(aSession({ id: 'pse_3', sid: 'sid_1', subject: 'acc_2' }))
        await sessions.insert(aSession({ id: 'pse_4', sid: 'sid_1', issuer: 'https://other.example' }))
        const end = async (subject: string | null, sid: string) =>
          (await sessions.deleteOfHubSession(ISSUER, sid, subject)).length
        assert.equal(await end('acc_2', 'sid_2'), 0)
        assert.equal(await end('acc_1', 'sid_2'), 1)
        assert.equal(await end(null, 'sid_1'), 2)
        assert.notEqual(await sessions.find('pse_4'), null)
      }))

    it('end of a person at the hub, everywhere or in one organization, up to an instant of the hub (T22, T23)', () =>
      withStore(async ({ records: { sessions } }) => {
        await sessions.insert(aSession({ id: 'pse_1' }))
        await sessions.insert(aSession({ id: 'pse_2', issuedAt: NOW + 1 }))
        await sessions.insert(aSession({ id: 'pse_3', organizationId: 'birch' }))
        await sessions.insert(aSession({ id: 'pse_4', subject: 'acc_2' }))
        await sessions.insert(aSession({ id: 'pse_5', issuer: 'https://other.example' }))
        const end = async (organizationId: string | null, until: number | null) =>
          (await sessions.deleteOfSubject(ISSUER, { subject: 'acc_1', organizationId }, until)).length
        assert.equal(await end('aspen', null), 0)
        assert.equal(await end('alder', NOW - 1), 0)
        assert.equal(await end('alder', NOW), 1)
        assert.equal(await sessions.find('pse_1'), null)
        assert.equal(await end(null, null), 2)
        assert.notEqual(await sessions.find('pse_4'), null)
        assert.notEqual(await sessions.find('pse_5'), null)
      }))

    it('say how many ended, and are counted by tenant', () =>
      withStore(async ({ records: { sessions } }) => {
        await sessions.insert(aSession())
        await sessions.insert(aSession({ id: 'pse_2' }))
        assert.equal(await sessions.countOfTenant('ten_1'), 2)
        assert.equal(await sessions.countOfTenant('ten_2'), 0)
        assert.equal(await sessions.deleteOfLink('lnk_1'), 2)
        assert.equal(await sessions.delete('pse_1'), false)
      }))

    it('of a lower epoch end, of this member alone (MEMBER_EPOCH)', () =>
      withStore(async ({ records: { sessions } }) => {
        await sessions.insert(aSession({ id: 'pse_1', memberEpoch: 1 }))
        await sessions.insert(aSession({ id: 'pse_2', memberEpoch: 2 }))
        await sessions.insert(aSession({ id: 'pse_3', memberEpoch: 1, subject: 'acc_2' }))
        await sessions.insert(aSession({ id: 'pse_4', memberEpoch: 1, organizationId: 'birch' }))
        const holders = await sessions.deleteBelowEpoch(ISSUER, 'alder', 'acc_1', 2)
        assert.deepEqual(holders, [{ tenantId: 'ten_1', userId: 'usr_1' }])
        assert.equal(await sessions.find('pse_1'), null)
      }))
  })
}
