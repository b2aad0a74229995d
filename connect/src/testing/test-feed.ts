import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Notice } from '../records/notice.ts'
import type { OpenStore } from './open-store.ts'
import { aSession, ISSUER, NOW } from './rows.ts'

const notice: Notice = {
  kind: 'refused',
  code: 'not_invited',
  reference: 'AUDIT-ID-OF-ONE-ACT',
  details: { user: 'A' },
}

export function testFeed(withStore: OpenStore): void {
  describe('the cursor of the hub’s log', () => {
    it('moves by one, once (CURSOR_IN_ORDER)', () =>
      withStore(async ({ records: { cursor } }) => {
        assert.equal(await cursor.find(ISSUER), null)
        assert.equal(await cursor.advance(ISSUER, 2), false)
        assert.equal(await cursor.advance(ISSUER, 1), true)
        assert.equal(await cursor.advance(ISSUER, 1), false)
        assert.equal(await cursor.advance(ISSUER, 2), true)
        assert.equal((await cursor.find(ISSUER))?.position, 2)
      }))

    it('is moved by one of many nodes at once', () =>
      withStore(async (store, other) => {
        const moved = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 ? store : other).transaction((records) => records.cursor.advance(ISSUER, 1)),
          ),
        )
        assert.equal(moved.filter(Boolean).length, 1)
      }))

    it('jumps from where it is, either way', () =>
      withStore(async ({ records: { cursor } }) => {
        assert.equal(await cursor.jump(ISSUER, 0, 9), true)
        assert.equal(await cursor.jump(ISSUER, 0, 12), false)
        assert.equal(await cursor.jump(ISSUER, 9, 3), true)
        assert.equal((await cursor.find(ISSUER))?.position, 3)
      }))

    it('remembers when it was last at the head', () =>
      withStore(async ({ records: { cursor } }) => {
        await cursor.notePull(ISSUER, NOW)
        await cursor.notePull(ISSUER, NOW - 1)
        assert.deepEqual(await cursor.find(ISSUER), { position: 0, pulledAt: NOW })
        await cursor.adoptIssuer([ISSUER], 'https://new.example')
        assert.deepEqual(await cursor.find('https://new.example'), { position: 0, pulledAt: NOW })
      }))
  })

  describe('a hub with another name', () => {
    const [OLD, OLDER, NEW] = ['https://old.example', 'https://older.example', 'https://new.example']
    it('has been read as far as under the name that was read least', () =>
      withStore(async ({ records: { cursor } }) => {
        for (const [name, position, at] of [
          [OLD, 3, NOW + 1],
          [NEW, 2, NOW + 2],
        ] as const) {
          await cursor.jump(name, 0, position)
          await cursor.notePull(name, at)
        }
        await cursor.adoptIssuer([OLDER, OLD], NEW)
        assert.deepEqual(await cursor.find(NEW), { position: 2, pulledAt: NOW + 1 })
        await cursor.jump(OLDER, 0, 1)
        await cursor.adoptIssuer([OLDER, OLD], NEW)
        assert.deepEqual(await cursor.find(NEW), { position: 1, pulledAt: 0 })
        assert.deepEqual([await cursor.find(OLD), await cursor.find(OLDER)], [null, null])
      }))

    it('keeps the highest epoch of each member, by whatever name it was heard', () =>
      withStore(async ({ records: { memberEpochs } }) => {
        for (const [name, ...epochs] of [
          [OLDER, 4, 1, 1, 1],
          [OLD, 2, 3, 3, 1],
          [NEW, 1, 4, 2, 1],
        ] as const) {
          for (const [index, epoch] of epochs.entries()) await memberEpochs.raise(name, 'alder', `acc_${index}`, epoch)
        }
        await memberEpochs.raise(OLD, 'birch', 'acc_0', 9)
        await memberEpochs.adoptIssuer([OLDER, OLD], NEW)
        const known = (name: string) =>
          Promise.all([0, 1, 2, 3].map((index) => memberEpochs.raise(name, 'alder', `acc_${index}`, 0)))
        assert.deepEqual(await known(NEW), [4, 4, 3, 1])
        assert.equal(await memberEpochs.raise(NEW, 'birch', 'acc_0', 0), 9)
        assert.deepEqual(await known(OLD), [0, 0, 0, 0])
      }))

    it('keeps one report of what an event left open', () =>
      withStore(async ({ records: { accessReports } }) => {
        const rest = { auditId: 'A', subject: 'acc_1', userId: null, tries: 0, nextTryAt: NOW, expiresAt: NOW + 1 }
        for (const [issuer, n] of [
          [OLD, 1],
          [OLD, 2],
          [NEW, 2],
        ] as const) {
          await accessReports.note({ ...rest, issuer, n })
        }
        await accessReports.adoptIssuer([OLDER, OLD], NEW)
        assert.deepEqual(
          (await accessReports.due(NEW, NOW, 9)).map(({ n }) => n),
          [1, 2],
        )
        assert.deepEqual(await accessReports.due(OLD, NOW, 9), [])
      }))
  })

  describe('epochs of members', () => {
    it('only rise, each member’s own', () =>
      withStore(async ({ records: { memberEpochs } }) => {
        assert.equal(await memberEpochs.raise(ISSUER, 'alder', 'acc_1', 2), 2)
        assert.equal(await memberEpochs.raise(ISSUER, 'alder', 'acc_1', 1), 2)
        assert.equal(await memberEpochs.raise(ISSUER, 'alder', 'acc_1', 3), 3)
        assert.equal(await memberEpochs.raise(ISSUER, 'birch', 'acc_1', 1), 1)
      }))
  })

  describe('sessions at the hub', () => {
    it('are over for good, whether or not a sign-in has held them, and each for its issuer (T26)', () =>
      withStore(async ({ records: { hubSessions } }) => {
        assert.equal(await hubSessions.hold(ISSUER, 'sid_1', NOW), true)
        assert.equal(await hubSessions.hold(ISSUER, 'sid_1', NOW), true)
        for (const sid of ['sid_1', 'sid_2', 'sid_2']) await hubSessions.end(ISSUER, sid, NOW)
        assert.equal(await hubSessions.hold(ISSUER, 'sid_1', NOW), false)
        assert.equal(await hubSessions.hold(ISSUER, 'sid_2', NOW), false)
        assert.equal(await hubSessions.hold('https://other.example', 'sid_1', NOW), true)
      }))

    it('keep no session that begins while they end, whichever commits first (T26)', () =>
      withStore(async (store, other) => {
        for (const index of [1, 2, 3, 4]) {
          const sid = `sid_${index}`
          await Promise.all([
            store.transaction(async ({ hubSessions, sessions }) => {
              if (await hubSessions.hold(ISSUER, sid, NOW)) await sessions.insert(aSession({ id: `pse_${index}`, sid }))
            }),
            other.transaction(async ({ hubSessions, sessions }) => {
              await hubSessions.end(ISSUER, sid, NOW)
              await sessions.deleteOfHubSession(ISSUER, sid, null)
            }),
          ])
          assert.equal(await store.records.sessions.find(`pse_${index}`), null)
        }
      }))

    it('are forgotten when no sign-in can name them any more', () =>
      withStore(async ({ records: { hubSessions } }) => {
        await hubSessions.end(ISSUER, 'sid_1', NOW)
        await hubSessions.end(ISSUER, 'sid_2', NOW + 1)
        await hubSessions.deleteExpired(NOW)
        assert.equal(await hubSessions.hold(ISSUER, 'sid_1', NOW), true)
        assert.equal(await hubSessions.hold(ISSUER, 'sid_2', NOW), false)
      }))
  })

  describe('ends of what the hub had said of a person', () => {
    const told = (issuedAt: number, organizationId = 'alder') => ({ subject: 'acc_1', organizationId, issuedAt })
    const inAlder = { subject: 'acc_1', organizationId: 'alder' }
    const everywhere = { subject: 'acc_1', organizationId: null }

    it('let nothing begin that is not newer, everywhere or in one organization, each for its issuer (T26)', () =>
      withStore(async ({ records: { subjectEnds } }) => {
        const hold = (issuedAt: number, organizationId?: string) =>
          subjectEnds.hold(ISSUER, told(issuedAt, organizationId), NOW)
        assert.equal(await hold(NOW), true)
        await subjectEnds.end(ISSUER, inAlder, NOW, NOW)
        assert.equal(await hold(NOW), false)
        assert.equal(await hold(NOW + 1), true)
        assert.equal(await hold(NOW, 'birch'), true)
        await subjectEnds.end(ISSUER, everywhere, NOW + 1, NOW)
        assert.equal(await hold(NOW + 1), false)
        assert.equal(await hold(NOW + 1, 'birch'), false)
        assert.equal(await hold(NOW + 2), true)
        assert.equal(await subjectEnds.hold('https://other.example', told(NOW), NOW), true)
        assert.equal(await subjectEnds.hold(ISSUER, { ...told(NOW), subject: 'acc_2' }, NOW), true)
      }))

    it('never go back to an earlier instant', () =>
      withStore(async ({ records: { subjectEnds } }) => {
        await subjectEnds.end(ISSUER, everywhere, NOW, NOW)
        await subjectEnds.end(ISSUER, everywhere, NOW - 1, NOW)
        assert.equal(await subjectEnds.hold(ISSUER, told(NOW), NOW), false)
      }))

    it('keep no session that begins while they end, whichever commits first (T26)', () =>
      withStore(async (store, other) => {
        for (const index of [1, 2, 3, 4]) {
          const subject = `acc_${index}`
          const whose = { subject, organizationId: index % 2 ? null : 'alder' }
          await Promise.all([
            store.transaction(async ({ subjectEnds, sessions }) => {
              if (!(await subjectEnds.hold(ISSUER, { ...told(NOW), subject }, NOW))) return
              await sessions.insert(aSession({ id: `pse_${index}`, subject }))
            }),
            other.transaction(async ({ subjectEnds, sessions }) => {
              await subjectEnds.end(ISSUER, whose, NOW, NOW)
              await sessions.deleteOfSubject(ISSUER, whose, NOW)
            }),
          ])
          assert.equal(await store.records.sessions.find(`pse_${index}`), null)
        }
      }))

    it('are forgotten when no sign-in can be older any more', () =>
      withStore(async ({ records: { subjectEnds } }) => {
        await subjectEnds.end(ISSUER, inAlder, NOW, NOW)
        await subjectEnds.end(ISSUER, everywhere, NOW - 1, NOW + 1)
        await subjectEnds.deleteExpired(NOW)
        assert.equal(await subjectEnds.hold(ISSUER, told(NOW), NOW), true)
        assert.equal(await subjectEnds.hold(ISSUER, told(NOW - 1), NOW), false)
      }))
  })

  describe('logout tokens', () => {
    it('are used once, by one of many nodes at once (T22)', () =>
      withStore(async (store, other) => {
        const uses = await Promise.all(
          Array.from({ length: 6 }, (_, index) =>
            (index % 2 ? store : other).transaction((records) => records.logoutTokens.use(ISSUER, 'jti_1', NOW)),
          ),
        )
        assert.equal(uses.filter(Boolean).length, 1)
        assert.equal(await store.records.logoutTokens.use('https://other.example', 'jti_1', NOW), true)
        assert.equal(await store.records.logoutTokens.use(ISSUER, 'jti_2', NOW + 1), true)
      }))

    it('are forgotten when they are over', () =>
      withStore(async ({ records: { logoutTokens } }) => {
        await logoutTokens.use(ISSUER, 'jti_1', NOW)
        await logoutTokens.use(ISSUER, 'jti_2', NOW + 1)
        await logoutTokens.deleteExpired(NOW)
        assert.equal(await logoutTokens.use(ISSUER, 'jti_1', NOW), true)
        assert.equal(await logoutTokens.use(ISSUER, 'jti_2', NOW), false)
      }))
  })

  describe('notices, policies and audit rows', () => {
    it('are kept for a while, and as they were', () =>
      withStore(async ({ records: { notices } }) => {
        await notices.insert('ntc_1', notice, NOW)
        assert.deepEqual(await notices.find('ntc_1', NOW), notice)
        assert.equal(await notices.find('ntc_1', NOW + 1), null)
        assert.equal(await notices.find('ntc_2', NOW), null)
        await notices.deleteBefore(NOW + 1)
        assert.equal(await notices.find('ntc_1', NOW), null)
      }))

    it('say who may link, one policy per tenant', () =>
      withStore(async ({ records: { policies } }) => {
        assert.equal(await policies.find('ten_1'), null)
        await policies.put('ten_1', { kind: 'everyone' })
        await policies.put('ten_1', { kind: 'roles', roles: ['technician'] })
        assert.deepEqual(await policies.find('ten_1'), { kind: 'roles', roles: ['technician'] })
        await policies.delete('ten_1')
        assert.equal(await policies.find('ten_1'), null)
      }))

    it('say where local sessions end with those at the hub', () =>
      withStore(async ({ records: { localSessionEnds } }) => {
        assert.equal(await localSessionEnds.isWanted('ten_1'), false)
        for (const at of [NOW, NOW + 1]) await localSessionEnds.want('ten_1', at)
        assert.deepEqual(
          [await localSessionEnds.isWanted('ten_1'), await localSessionEnds.isWanted('ten_2')],
          [true, false],
        )
        await localSessionEnds.want('ten_2', NOW)
        assert.deepEqual((await localSessionEnds.tenants()).toSorted(), ['ten_1', 'ten_2'])
        await localSessionEnds.delete('ten_1')
        assert.equal(await localSessionEnds.isWanted('ten_1'), false)
      }))

    it('say what happened, in order', () =>
      withStore(async ({ records: { audit } }) => {
        const first = {
          auditId: 'AUDIT-ID-OF-ONE-ACT',
          at: NOW,
          action: 'tenant_link_pending',
          tenantId: 'ten_1',
          details: {},
        } as const
        const later = {
          ...first,
          at: NOW + 1,
          action: 'user_linked',
          userId: 'usr_1',
          linkId: 'lnk_1',
          details: { n: 1 },
        } as const
        await audit.write(first)
        await audit.write(later)
        await audit.write({ ...first, tenantId: 'ten_2' })
        assert.deepEqual(await audit.ofTenant('ten_1'), [first, later])
      }))
  })
}
