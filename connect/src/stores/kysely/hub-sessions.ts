import type { HubSessionRecords } from '../../records/hub-sessions.ts'
import type { Database } from './database.ts'
import { deleteRows } from './delete-rows.ts'

export function hubSessionRecords({ db }: Database): HubSessionRecords {
  return {
    async hold(issuer, sid, expiresAt) {
      const held = await db
        .insertInto('connect_hub_sessions')
        .values({ issuer, sid, ended: 0, expires_at: expiresAt })
        .onConflict((conflict) =>
          conflict
            .columns(['issuer', 'sid'])
            .doUpdateSet({ expires_at: expiresAt })
            .where('connect_hub_sessions.ended', '=', 0),
        )
        .returning('sid')
        .executeTakeFirst()
      return held !== undefined
    },

    async end(issuer, sid, expiresAt) {
      const ended = { ended: 1, expires_at: expiresAt }
      await db
        .insertInto('connect_hub_sessions')
        .values({ issuer, sid, ...ended })
        .onConflict((conflict) => conflict.columns(['issuer', 'sid']).doUpdateSet(ended))
        .execute()
    },

    async deleteExpired(at, signal) {
      await deleteRows({ db }, 'connect_hub_sessions', ['issuer', 'sid'], (row) => row('expires_at', '<=', at), signal)
    },
  }
}
