import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { OpenStore } from './open-store.ts'
import { aPendingLink, aUserLink, ISSUER, NOW } from './rows.ts'

const OTHER = 'https://other.example'
const NEW = 'https://new.example'

/** Two companies and two hubs stand side by side, and what is kept about the one says nothing about the other. */
export function testNeighboursAtHub(withStore: OpenStore): void {
  describe('what is kept about one company, or one hub,', () => {
    it('leaves what is owed to the hub by another as it is (OUTBOX_UNTIL_ACK)', () =>
      withStore(async ({ records: { owedEnds, reports, accessReports } }) => {
        const end = { organizationName: 'A', auditId: 'AUDIT-ID-OF-ONE-ACT', owedAt: NOW, tries: 0, nextTryAt: NOW }
        const [one, two] = [
          { ...end, linkId: 'lnk_1', tenantId: 'ten_1' },
          { ...end, linkId: 'lnk_2', tenantId: 'ten_2' },
        ]
        for (const each of [one, two]) await owedEnds.owe(each)
        assert.deepEqual(await owedEnds.ofTenant('ten_1'), [one])
        await owedEnds.postpone(one, NOW + 5)
        assert.deepEqual(await owedEnds.due(NOW), [two])
        await owedEnds.acknowledge('lnk_1', NOW)
        assert.equal(await owedEnds.postpone({ ...one, tries: 1 }, NOW), false, 'the hub knows it')
        assert.deepEqual(await owedEnds.due(NOW + 9), [two])

        for (const [link, subject] of [
          ['lnk_1', 'acc_1'],
          ['lnk_1', 'acc_2'],
          ['lnk_2', 'acc_1'],
        ] as const) {
          await reports.note(link, subject, 'linked', NOW)
        }
        const due = async (at = NOW) => (await reports.due(at)).map((it) => `${it.linkId} ${it.subject}`).toSorted()
        const report = (await reports.due(NOW)).find((it) => it.linkId === 'lnk_1' && it.subject === 'acc_1')
        assert.ok(report)
        await reports.postpone(report, NOW + 5)
        assert.equal(await reports.postpone(report, NOW + 9), false, 'another node was faster')
        assert.deepEqual(await due(), ['lnk_1 acc_2', 'lnk_2 acc_1'])
        await reports.delivered(report)
        await reports.note('lnk_1', 'acc_1', 'unlinked', NOW)
        await reports.note('lnk_1', 'acc_1', 'linked', NOW)
        const latest = (await reports.due(NOW)).find((it) => it.linkId === 'lnk_1' && it.subject === 'acc_1')
        assert.ok(latest)
        await reports.delivered(latest)
        await reports.delivered(report) // An answer that comes late takes nothing back.
        assert.deepEqual(await due(), ['lnk_1 acc_2', 'lnk_2 acc_1'])
        await reports.dropOfLink('lnk_1')
        assert.deepEqual(await due(), ['lnk_2 acc_1'])

        const access = { auditId: 'A', subject: 'acc_1', userId: null, tries: 0, nextTryAt: NOW, expiresAt: NOW + 1 }
        for (const [issuer, n] of [
          [ISSUER, 1],
          [ISSUER, 2],
          [OTHER, 1],
        ] as const) {
          await accessReports.note({ ...access, issuer, n })
        }
        const dueAt = async (issuer: string) => (await accessReports.due(issuer, NOW, 9)).map(({ n }) => n)
        await accessReports.postpone({ ...access, issuer: ISSUER, n: 1 }, NOW + 1)
        assert.deepEqual([await dueAt(ISSUER), await dueAt(OTHER)], [[2], [1]])
        await accessReports.adoptIssuer([ISSUER], NEW)
        assert.deepEqual([await dueAt(NEW), await dueAt(OTHER)], [[2], [1]])
        await accessReports.delete(OTHER, 2)
        await accessReports.delete(NEW, 1)
        assert.deepEqual([await dueAt(NEW), await dueAt(OTHER)], [[2], [1]])
        await accessReports.deleteExpired(NOW)
        assert.deepEqual([await dueAt(NEW), await dueAt(OTHER)], [[2], [1]])
      }))

    it('leaves what another hub has said as it is', () =>
      withStore(async ({ records: { cursor, memberEpochs, tenantLinks, userLinks } }) => {
        const positions = async () => [(await cursor.find(ISSUER))?.position, (await cursor.find(OTHER))?.position]
        for (const issuer of [ISSUER, OTHER]) await cursor.advance(issuer, 1)
        await cursor.advance(ISSUER, 2)
        assert.deepEqual(await positions(), [2, 1])
        await cursor.jump(ISSUER, 2, 1)
        await cursor.jump(ISSUER, 1, 7)
        assert.deepEqual(await positions(), [7, 1])
        await cursor.notePull(ISSUER, NOW)
        assert.equal((await cursor.find(OTHER))?.pulledAt, 0)

        for (const issuer of [ISSUER, OTHER]) await memberEpochs.raise(issuer, 'alder', 'acc_1', 3)
        await tenantLinks.takePlace(
          aPendingLink({ id: 'lnk_2', tenantId: 'ten_2', organizationId: 'birch', issuer: OTHER }),
        )
        await userLinks.insert(aUserLink({ issuer: OTHER }))
        await userLinks.insert(aUserLink({ userId: 'usr_2' }))
        for (const records of [cursor, memberEpochs, tenantLinks, userLinks]) await records.adoptIssuer([ISSUER], NEW)

        assert.deepEqual(await positions(), [undefined, 1])
        assert.equal((await cursor.find(NEW))?.position, 7)
        assert.equal(await memberEpochs.raise(NEW, 'alder', 'acc_1', 1), 3)
        assert.equal(await memberEpochs.raise(OTHER, 'alder', 'acc_1', 1), 3)
        assert.equal((await tenantLinks.find('lnk_2'))?.issuer, OTHER)
        assert.equal((await userLinks.findOfUser('usr_1'))?.issuer, OTHER)
        assert.equal((await userLinks.findOfUser('usr_2'))?.issuer, NEW)
      }))

    it('leaves notices and choices of another as they are', () =>
      withStore(async ({ records: { notices, policies, localSessionEnds } }) => {
        const notice = { kind: 'refused', code: 'not_invited', reference: 'R', details: {} } as const
        await notices.insert('ntc_1', notice, NOW)
        await notices.insert('ntc_2', notice, NOW + 1)
        await notices.deleteBefore(NOW + 1)
        assert.deepEqual([await notices.find('ntc_1', 0), await notices.find('ntc_2', 0)], [null, notice])
        for (const tenant of ['ten_1', 'ten_2']) {
          await policies.put(tenant, { kind: 'roles', roles: [tenant] })
          await localSessionEnds.want(tenant, NOW)
        }
        assert.deepEqual(await policies.find('ten_2'), { kind: 'roles', roles: ['ten_2'] })
        await policies.delete('ten_1')
        await localSessionEnds.delete('ten_1')
        assert.notEqual(await policies.find('ten_2'), null)
        assert.equal(await localSessionEnds.isWanted('ten_2'), true)
      }))
  })
}
