import type { ConnectStore, Records } from '../../records/store.ts'
import { attemptRecords } from './attempts.ts'
import { cursorRecords, memberEpochRecords } from './hub-feed.ts'
import { hubSessionRecords } from './hub-sessions.ts'
import { auditRecords, localSessionEndRecords, noticeRecords, policyRecords } from './ledger.ts'
import { logoutTokenRecords } from './logout-tokens.ts'
import { owedEndRecords, reportRecords } from './outbox.ts'
import { sessionRecords } from './product-sessions.ts'
import { accessReportRecords } from './remaining-access.ts'
import { copyOf, emptyState, type State, type Use } from './state.ts'
import { subjectEndRecords } from './subject-ends.ts'
import { tenantLinkRecords } from './tenant-links.ts'
import { userLinkRecords } from './user-links.ts'

/** A transaction of {@link memoryStore}; what a host that keeps its own rows elsewhere passes along unread. */
export interface MemoryTransaction {
  readonly records: Records
}

/**
 * Keeps the kit's rows in memory: for trying things out, and for tests. Everything is lost with the process,
 * ends that are owed to the hub too, so it is not for production.
 *
 * @example
 * import { memoryStore } from '@lanyard/connect/memory'
 *
 * const store = memoryStore()
 * await assert.rejects(
 *   store.transaction(async (records) => {
 *     await records.policies.put('alder', { kind: 'everyone' })
 *     throw new Error('the host changed its mind')
 *   }),
 * )
 * assert.equal(await store.records.policies.find('alder'), null)
 */
export function memoryStore(): ConnectStore<MemoryTransaction> {
  let state = emptyState()
  let last: Promise<unknown> = Promise.resolve()
  /** Transactions run one after the other, each on a copy that takes the state's place when it succeeds. */
  const inTurn = <T>(work: (copy: State) => Promise<T>): Promise<T> => {
    const turn = last.then(async () => {
      const copy = copyOf(state)
      const result = await work(copy)
      state = copy
      return result
    })
    last = turn.catch(() => {})
    return turn
  }
  return {
    transaction: (work) =>
      inTurn((copy) => {
        const records = recordsOf((use) => use(copy))
        return work(records, { records })
      }),
    within: (tx) => tx.records,
    records: recordsOf((use) => inTurn(async (copy) => use(copy))),
  }
}

function recordsOf(use: Use): Records {
  return {
    attempts: attemptRecords(use),
    tenantLinks: tenantLinkRecords(use),
    owedEnds: owedEndRecords(use),
    userLinks: userLinkRecords(use),
    reports: reportRecords(use),
    sessions: sessionRecords(use),
    cursor: cursorRecords(use),
    memberEpochs: memberEpochRecords(use),
    hubSessions: hubSessionRecords(use),
    subjectEnds: subjectEndRecords(use),
    logoutTokens: logoutTokenRecords(use),
    accessReports: accessReportRecords(use),
    notices: noticeRecords(use),
    policies: policyRecords(use),
    localSessionEnds: localSessionEndRecords(use),
    audit: auditRecords(use),
  }
}
