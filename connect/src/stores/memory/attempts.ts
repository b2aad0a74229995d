import type { Attempt, AttemptRecords } from '../../records/attempts.ts'
import type { Use } from './state.ts'
import { change, take } from './state.ts'

export function attemptRecords(use: Use): AttemptRecords {
  return {
    insert: async (attempt) =>
      use(({ attempts }) => {
        if (attempts.has(attempt.id)) throw new Error('An attempt of this id is there already.')
        attempts.set(attempt.id, attempt)
      }),

    find: async (id) => use(({ attempts }) => attempts.get(id) ?? null),

    // One transaction at a time.
    hold: async () => {},

    keep: async (attempt, at) =>
      use(({ attempts, signInEnds }) => {
        const endedAt = signInEnds.get('all') ?? 0
        if (attempts.has(attempt.id) || attempt.expiresAt <= at || attempt.startedAt <= endedAt) return false
        attempts.set(attempt.id, attempt)
        return true
      }),

    consume: async (id, at, landing) =>
      use(({ attempts }) => {
        const attempt = attempts.get(id)
        if (!attempt || attempt.consumedAt !== null || attempt.expiresAt <= at) return false
        attempts.set(id, { ...attempt, consumedAt: at, landing })
        return true
      }),

    killOfTenant: async (tenantId, at) =>
      use(({ attempts }) => {
        kill(attempts, at, (attempt) => attempt.kind !== 'sign_in' && attempt.tenantId === tenantId)
      }),

    killSignIns: async (at) =>
      use(({ attempts, signInEnds }) => {
        signInEnds.set('all', at)
        kill(attempts, at, (attempt) => attempt.kind !== 'link_tenant')
      }),

    deleteExpiredBefore: async (instant, signIns = instant) =>
      use(({ attempts }) => {
        take(attempts, ({ kind, expiresAt }) => expiresAt < (kind === 'sign_in' ? signIns : instant))
      }),
  }
}

function kill(attempts: Map<string, Attempt>, at: number, matches: (attempt: Attempt) => boolean): void {
  change(
    attempts,
    (attempt) => attempt.consumedAt === null && matches(attempt),
    (attempt) => ({ ...attempt, consumedAt: at }),
  )
}
