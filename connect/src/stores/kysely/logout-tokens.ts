import type { LogoutTokenRecords } from '../../records/logout-tokens.ts'
import type { Database } from './database.ts'
import { deleteRows } from './delete-rows.ts'

export function logoutTokenRecords({ db }: Database): LogoutTokenRecords {
  return {
    async use(issuer, jti, expiresAt) {
      const used = await db
        .insertInto('connect_logout_tokens')
        .values({ issuer, jti, expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .returning('jti')
        .executeTakeFirst()
      return used !== undefined
    },

    async deleteExpired(at, signal) {
      await deleteRows({ db }, 'connect_logout_tokens', ['issuer', 'jti'], (row) => row('expires_at', '<=', at), signal)
    },
  }
}
