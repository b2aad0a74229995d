import type { LogoutTokenRecords } from '../../records/logout-tokens.ts'
import type { Use } from './state.ts'
import { take } from './state.ts'

export function logoutTokenRecords(use: Use): LogoutTokenRecords {
  return {
    use: async (issuer, jti, expiresAt) =>
      use(({ logoutTokens }) => {
        const key = JSON.stringify([issuer, jti])
        if (logoutTokens.has(key)) return false
        logoutTokens.set(key, { expiresAt })
        return true
      }),

    deleteExpired: async (at) =>
      use(({ logoutTokens }) => {
        take(logoutTokens, ({ expiresAt }) => expiresAt <= at)
      }),
  }
}
