import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OwedEnd } from '../records/outbox.ts'
import type { AccessReport } from '../records/remaining-access.ts'
import type { OpenStore } from './open-store.ts'
import { ISSUER, NOW } from './rows.ts'

const owed: OwedEnd = {
  linkId: 'lnk_1',
  tenantId: 'ten_1',
  organizationName: 'Alder MSP',
  auditId: 'AUDIT-ID-OF-ONE-ACT',
  owedAt: NOW,
  tries: 0,
  nextTryAt: NOW,
}

const report: AccessReport = {
  issuer: ISSUER,
  n: 7,
  auditId: 'AUDIT-ID-OF-ONE-ACT',
  subject: 'acc_1',
  userId: 'usr_1',
  tries: 0,
  nextTryAt: NOW,
  expiresAt: NOW + 100,
}

export function testOutbox(withStore: OpenStore): void {
  describe('reports of what still opens the product', () => {
    it('are noted once per event, sent again later by one of two nodes, and forgotten in the end', () =>
      withStore(async ({ records: { accessReports } }, other) => {
        await accessReports.note(report)
        await accessReports.note({ ...report, userId: null })
        await accessReports.note({ ...report, n: 6, userId: null })
        assert.deepEqual(await accessReports.due('https://other.example', NOW, 9), [])
        assert.deepEqual(await accessReports.due(ISSUER, NOW - 1, 9), [])
        assert.deepEqual(await accessReports.due(ISSUER, NOW, 9), [{ ...report, n: 6, userId: null }, report])
        assert.equal((await accessReports.due(ISSUER, NOW, 1)).length, 1)
        const claims = [
          await accessReports.postpone(report, NOW + 5),
          await other.records.accessReports.postpone(report, NOW + 9),
        ]
        assert.deepEqual(claims, [true, false])
        await accessReports.delete(ISSUER, 6)
        await accessReports.adoptIssuer([ISSUER], 'https://new.example')
        const [left] = await accessReports.due('https://new.example', NOW + 5, 9)
        assert.deepEqual([left?.n, left?.tries], [7, 1])
        await accessReports.deleteExpired(NOW + 100)
        assert.deepEqual(await accessReports.due('https://new.example', NOW + 5, 9), [])
      }))
  })

  describe('owed ends', () => {
    it('are owed once per link, until acknowledged (OUTBOX_UNTIL_ACK)', () =>
      withStore(async ({ records: { owedEnds } }) => {
        await owedEnds.owe(owed)
        await owedEnds.owe({ ...owed, auditId: 'AUDIT-ID-OF-ANOTHER' })
        assert.deepEqual(await owedEnds.ofTenant('ten_1'), [owed])
        assert.deepEqual(await owedEnds.due(NOW - 1), [])
        assert.deepEqual(await owedEnds.due(NOW), [owed])
        assert.equal(await owedEnds.acknowledge('lnk_1', NOW + 1), true)
        assert.equal(await owedEnds.acknowledge('lnk_1', NOW + 1), false)
        await owedEnds.owe(owed)
        assert.deepEqual(await owedEnds.due(NOW + 1), [])
        assert.deepEqual(await owedEnds.ofTenant('ten_1'), [])
      }))

    it('are sent again later, by one of two nodes', () =>
      withStore(async ({ records }, other) => {
        await records.owedEnds.owe(owed)
        const claims = [
          await records.owedEnds.postpone(owed, NOW + 5),
          await other.records.owedEnds.postpone(owed, NOW + 9),
        ]
        assert.deepEqual(claims, [true, false])
        assert.deepEqual(await records.owedEnds.due(NOW + 5), [{ ...owed, tries: 1, nextTryAt: NOW + 5 }])
      }))
  })

  describe('reports of user links', () => {
    it('rise with each change and are due until the last is delivered', () =>
      withStore(async ({ records: { reports } }) => {
        await reports.note('lnk_1', 'acc_1', 'linked', NOW)
        const [first] = await reports.due(NOW)
        assert.ok(first)
        assert.deepEqual([first.version, first.state], [1, 'linked'])
        await reports.note('lnk_1', 'acc_1', 'unlinked', NOW)
        await reports.delivered(first)
        const [later] = await reports.due(NOW)
        assert.ok(later)
        assert.deepEqual([later.version, later.state], [2, 'unlinked'])
        assert.equal(await reports.postpone(first, NOW + 5), false)
        assert.equal(await reports.postpone(later, NOW + 5), true)
        assert.deepEqual(await reports.due(NOW), [])
        await reports.delivered(later)
        assert.deepEqual(await reports.due(NOW + 5), [])
      }))

    it('are given so many at once, what waits longest first', () =>
      withStore(async ({ records: { reports } }) => {
        for (const [subject, at] of [
          ['acc_1', NOW],
          ['acc_2', NOW - 2],
          ['acc_3', NOW - 1],
        ] as const) {
          await reports.note('lnk_1', subject, 'linked', at)
        }
        const subjects = async (most?: number) => (await reports.due(NOW, most)).map(({ subject }) => subject)
        assert.deepEqual(await subjects(2), ['acc_2', 'acc_3'])
        assert.deepEqual(await subjects(), ['acc_2', 'acc_3', 'acc_1'])
      }))

    it('go with their link', () =>
      withStore(async ({ records: { reports } }) => {
        await reports.note('lnk_1', 'acc_1', 'linked', NOW)
        await reports.dropOfLink('lnk_1')
        assert.deepEqual(await reports.due(NOW), [])
      }))
  })
}
