import type { HubSessionRecords } from '../../records/hub-sessions.ts'
import type { Use } from './state.ts'
import { take } from './state.ts'

export function hubSessionRecords(use: Use): HubSessionRecords {
  return {
    hold: async (issuer, sid, expiresAt) =>
      use(({ hubSessions }) => {
        const key = JSON.stringify([issuer, sid])
        if (hubSessions.get(key)?.ended) return false
        hubSessions.set(key, { ended: false, expiresAt })
        return true
      }),

    end: async (issuer, sid, expiresAt) =>
      use(({ hubSessions }) => {
        hubSessions.set(JSON.stringify([issuer, sid]), { ended: true, expiresAt })
      }),

    deleteExpired: async (at) =>
      use(({ hubSessions }) => {
        take(hubSessions, ({ expiresAt }) => expiresAt <= at)
      }),
  }
}
