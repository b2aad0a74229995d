import type { CursorRecords, MemberEpochRecords } from '../../records/hub-feed.ts'
import type { Use } from './state.ts'
import { take } from './state.ts'

const unread = { position: 0, pulledAt: 0 }

export function cursorRecords(use: Use): CursorRecords {
  return {
    find: async (issuer) => use(({ cursors }) => cursors.get(issuer) ?? null),

    advance: async (issuer, position) =>
      use(({ cursors }) => {
        const cursor = cursors.get(issuer) ?? unread
        if (cursor.position !== position - 1) return false
        cursors.set(issuer, { ...cursor, position })
        return true
      }),

    jump: async (issuer, from, to) =>
      use(({ cursors }) => {
        const cursor = cursors.get(issuer) ?? unread
        if (cursor.position !== from) return false
        cursors.set(issuer, { ...cursor, position: to })
        return true
      }),

    notePull: async (issuer, at) =>
      use(({ cursors }) => {
        const cursor = cursors.get(issuer) ?? unread
        if (cursor.pulledAt < at) cursors.set(issuer, { ...cursor, pulledAt: at })
      }),

    adoptIssuer: async (former, issuer) =>
      use(({ cursors }) => {
        for (const name of former) {
          const cursor = cursors.get(name)
          if (!cursor) continue
          const { position, pulledAt } = cursors.get(issuer) ?? cursor
          cursors.delete(name)
          cursors.set(issuer, {
            position: Math.min(position, cursor.position),
            pulledAt: Math.min(pulledAt, cursor.pulledAt),
          })
        }
      }),
  }
}

export function memberEpochRecords(use: Use): MemberEpochRecords {
  return {
    raise: async (issuer, organizationId, subject, epoch) =>
      use(({ memberEpochs }) => {
        const key = JSON.stringify([issuer, organizationId, subject])
        const known = Math.max(epoch, memberEpochs.get(key)?.epoch ?? epoch)
        memberEpochs.set(key, { issuer, organizationId, subject, epoch: known })
        return known
      }),

    adoptIssuer: async (former, issuer) =>
      use(({ memberEpochs }) => {
        for (const row of take(memberEpochs, (member) => former.includes(member.issuer))) {
          const key = JSON.stringify([issuer, row.organizationId, row.subject])
          const epoch = Math.max(row.epoch, memberEpochs.get(key)?.epoch ?? row.epoch)
          memberEpochs.set(key, { ...row, issuer, epoch })
        }
      }),
  }
}
