import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Question } from '../records/attempts.ts'
import { aLinking, aSignIn, NOW } from './rows.ts'
import type { OpenStore } from './store-conformance.ts'

const landing = { userId: 'usr_1', path: '/tickets' }
const question: Question = {
  sessionId: 'ses_1',
  identity: {
    subject: 'acc_1',
    organizationId: 'alder',
    organizationName: 'Alder MSP',
    memberEpoch: 1,
    issuedAt: NOW,
    authenticatedAt: NOW,
    linkId: 'lnk_1',
    linkedElsewhere: null,
    linkUser: false,
    accountName: 'tech@alder.example',
    sid: null,
  },
}

export function testAttempts(withStore: OpenStore): void {
  describe('attempts', () => {
    it('come back as they were kept', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        await records.attempts.insert(aLinking())
        assert.deepEqual(await records.attempts.find('att_1'), aSignIn())
        assert.deepEqual(await records.attempts.find('lnk_1'), aLinking())
        assert.equal(await records.attempts.find('att_2'), null)
      }))

    it('are never begun twice under one id', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        await assert.rejects(records.attempts.insert(aSignIn()))
      }))

    it('are consumed by one of many at once (ATTEMPT_ONCE, T6)', () =>
      withStore(async (store, other) => {
        await store.records.attempts.insert(aSignIn())
        const nodes = Array.from({ length: 10 }, (_, index) => (index % 2 ? store : other))
        const consumed = await Promise.all(
          nodes.map((node) => node.transaction((records) => records.attempts.consume('att_1', NOW + 1, landing))),
        )
        assert.equal(consumed.filter(Boolean).length, 1)
        const attempt = await store.records.attempts.find('att_1')
        assert.deepEqual(attempt, aSignIn({ consumedAt: NOW + 1, landing }))
      }))

    it('are not consumed after their time', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        assert.equal(await records.attempts.consume('att_1', NOW + 600_000, null), false)
        assert.equal(await records.attempts.consume('att_1', NOW + 599_999, null), true)
      }))

    it('keep one question, while unused', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        assert.equal(await records.attempts.ask('att_1', question), true)
        assert.equal(await records.attempts.ask('att_1', { ...question, sessionId: 'ses_2' }), false)
        assert.deepEqual(await records.attempts.find('att_1'), aSignIn({ question }))
        await records.attempts.insert(aSignIn({ id: 'att_2' }))
        await records.attempts.consume('att_2', NOW, null)
        assert.equal(await records.attempts.ask('att_2', question), false)
      }))

    it('die with their tenant, or with every open sign-in', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        await records.attempts.insert(aLinking())
        await records.attempts.insert(aLinking({ id: 'att_2', kind: 'link_user', tenantId: 'ten_2' }))
        await records.attempts.killOfTenant('ten_1', NOW)
        assert.equal((await records.attempts.find('lnk_1'))?.consumedAt, NOW)
        assert.equal((await records.attempts.find('att_1'))?.consumedAt, null)
        await records.attempts.killSignIns(NOW + 1)
        assert.equal((await records.attempts.find('att_1'))?.consumedAt, NOW + 1)
        assert.equal((await records.attempts.find('att_2'))?.consumedAt, NOW + 1)
        assert.equal((await records.attempts.find('lnk_1'))?.consumedAt, NOW)
      }))

    it('are forgotten some time after they expired', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        await records.attempts.deleteExpiredBefore(NOW + 600_000)
        assert.notEqual(await records.attempts.find('att_1'), null)
        await records.attempts.deleteExpiredBefore(NOW + 600_001)
        assert.equal(await records.attempts.find('att_1'), null)
      }))

    it('to sign in are forgotten sooner', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aSignIn())
        await records.attempts.insert(aLinking())
        await records.attempts.deleteExpiredBefore(NOW, NOW + 600_001)
        assert.equal(await records.attempts.find('att_1'), null)
        assert.notEqual(await records.attempts.find('lnk_1'), null)
      }))
  })
}
