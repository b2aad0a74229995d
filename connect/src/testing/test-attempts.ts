import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Question } from '../records/attempts.ts'
import type { OpenStore } from './open-store.ts'
import { aLinking, aSignIn, NOW } from './rows.ts'

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
        await records.attempts.keep(aSignIn(), NOW)
        await records.attempts.insert(aLinking())
        assert.deepEqual(await records.attempts.find('att_1'), aSignIn())
        assert.deepEqual(await records.attempts.find('lnk_1'), aLinking())
        assert.equal(await records.attempts.find('att_2'), null)
      }))

    it('are never begun twice under one id', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aLinking())
        await assert.rejects(records.attempts.insert(aLinking()))
      }))

    it('to link are consumed by one of many at once (ATTEMPT_ONCE, T6)', () =>
      withStore(async (store, other) => {
        await store.records.attempts.insert(aLinking())
        const nodes = Array.from({ length: 10 }, (_, index) => (index % 2 ? store : other))
        const consumed = await Promise.all(
          nodes.map((node) => node.transaction((records) => records.attempts.consume('lnk_1', NOW + 1, landing))),
        )
        assert.equal(consumed.filter(Boolean).length, 1)
        const attempt = await store.records.attempts.find('lnk_1')
        assert.deepEqual(attempt, aLinking({ consumedAt: NOW + 1, landing }))
      }))

    it('to sign in are kept by one of many at once (ATTEMPT_ONCE, T6)', () =>
      withStore(async (store, other) => {
        const used = aSignIn({ consumedAt: NOW + 1, landing })
        const nodes = Array.from({ length: 10 }, (_, index) => (index % 2 ? store : other))
        const kept = await Promise.all(
          nodes.map((node) => node.transaction((records) => records.attempts.keep(used, NOW + 1))),
        )
        assert.equal(kept.filter(Boolean).length, 1)
        assert.deepEqual(await store.records.attempts.find('att_1'), used)
        assert.equal(await store.records.attempts.consume('att_1', NOW + 2, landing), false)
      }))

    it('to sign in are not kept by what is rolled back', () =>
      withStore(async (store) => {
        const rolledBack = store.transaction(async (records) => {
          assert.equal(await records.attempts.keep(aSignIn({ consumedAt: NOW }), NOW), true)
          throw new Error('back')
        })
        await assert.rejects(rolledBack, /back/)
        assert.equal(await store.records.attempts.keep(aSignIn({ consumedAt: NOW }), NOW), true)
      }))

    it('are neither consumed nor kept after their time', () =>
      withStore(async ({ records }) => {
        await records.attempts.insert(aLinking())
        assert.equal(await records.attempts.consume('lnk_1', NOW + 600_000, null), false)
        assert.equal(await records.attempts.consume('lnk_1', NOW + 599_999, null), true)
        assert.equal(await records.attempts.keep(aSignIn(), NOW + 600_000), false)
        assert.equal(await records.attempts.keep(aSignIn(), NOW + 599_999), true)
      }))

    it('keep one question, and are consumed by its answer', () =>
      withStore(async ({ records }) => {
        assert.equal(await records.attempts.keep(aSignIn({ question }), NOW), true)
        assert.equal(
          await records.attempts.keep(aSignIn({ question: { ...question, sessionId: 'ses_2' } }), NOW),
          false,
        )
        assert.deepEqual(await records.attempts.find('att_1'), aSignIn({ question }))
        assert.equal(await records.attempts.consume('att_1', NOW, null), true)
        assert.equal(await records.attempts.consume('att_1', NOW, null), false)
      }))

    it('die with their tenant, or with every open sign-in', () =>
      withStore(async ({ records }) => {
        await records.attempts.keep(aSignIn({ question }), NOW)
        await records.attempts.insert(aLinking())
        await records.attempts.insert(aLinking({ id: 'att_2', kind: 'link_user', tenantId: 'ten_2' }))
        await records.attempts.killOfTenant('ten_1', NOW)
        assert.equal((await records.attempts.find('lnk_1'))?.consumedAt, NOW)
        assert.equal((await records.attempts.find('att_1'))?.consumedAt, null)
        await records.attempts.killSignIns(NOW + 1)
        assert.equal((await records.attempts.find('att_1'))?.consumedAt, NOW + 1)
        assert.equal((await records.attempts.find('att_2'))?.consumedAt, NOW + 1)
        assert.equal((await records.attempts.find('lnk_1'))?.consumedAt, NOW)
        const [begunThen, begunLater] = [
          aSignIn({ id: 'att_3', startedAt: NOW + 1 }),
          aSignIn({ id: 'att_4', startedAt: NOW + 2 }),
        ]
        assert.equal(await records.attempts.keep(begunThen, NOW + 3), false)
        assert.equal(await records.attempts.keep(begunLater, NOW + 3), true)
      }))

    it('are forgotten some time after they expired', () =>
      withStore(async ({ records }) => {
        await records.attempts.keep(aSignIn(), NOW)
        await records.attempts.deleteExpiredBefore(NOW + 600_000)
        assert.notEqual(await records.attempts.find('att_1'), null)
        await records.attempts.deleteExpiredBefore(NOW + 600_001)
        assert.equal(await records.attempts.find('att_1'), null)
      }))

    it('to sign in are forgotten sooner', () =>
      withStore(async ({ records }) => {
        await records.attempts.keep(aSignIn(), NOW)
        await records.attempts.insert(aLinking())
        await records.attempts.deleteExpiredBefore(NOW, NOW + 600_001)
        assert.equal(await records.attempts.find('att_1'), null)
        assert.notEqual(await records.attempts.find('lnk_1'), null)
      }))
  })
}
