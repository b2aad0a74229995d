import type { CursorRecords, MemberEpochRecords } from '../../records/hub-feed.ts'
import { count, type Database, instant } from './database.ts'

export function cursorRecords({ db }: Database): CursorRecords {
  const change = (issuer: string) => db.updateTable('connect_hub_cursor').where('issuer', '=', issuer)
  /** The row is there before it is compared, so that the first event is no special case. */
  const open = (issuer: string) =>
    db
      .insertInto('connect_hub_cursor')
      .values({ issuer, position: 0, pulled_at: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return {
    async find(issuer) {
      const row = await db.selectFrom('connect_hub_cursor').selectAll().where('issuer', '=', issuer).executeTakeFirst()
      return row ? { position: instant(row.position), pulledAt: instant(row.pulled_at) } : null
    },

    async advance(issuer, position) {
      await open(issuer)
      const result = await change(issuer)
        .set({ position })
        .where('position', '=', position - 1)
        .executeTakeFirst()
      return count(result) === 1
    },

    async jump(issuer, from, to) {
      await open(issuer)
      const result = await change(issuer).set({ position: to }).where('position', '=', from).executeTakeFirst()
      return count(result) === 1
    },

    async notePull(issuer, at) {
      const note = () => change(issuer).set({ pulled_at: at }).where('pulled_at', '<', at).executeTakeFirst()
      if (count(await note()) === 1) return
      await open(issuer)
      await note()
    },

    async adoptIssuer(former, issuer) {
      const names = [...former, issuer]
      const rows = await db.deleteFrom('connect_hub_cursor').where('issuer', 'in', names).returningAll().execute()
      if (rows.length === 0) return
      const position = Math.min(...rows.map((row) => instant(row.position)))
      const pulled_at = Math.min(...rows.map((row) => instant(row.pulled_at)))
      await db.insertInto('connect_hub_cursor').values({ issuer, position, pulled_at }).execute()
    },
  }
}

export function memberEpochRecords({ db }: Database): MemberEpochRecords {
  const raise: MemberEpochRecords['raise'] = async (issuer, organizationId, subject, epoch) => {
    const { epoch: known } = await db
      .insertInto('connect_member_epochs')
      .values({ issuer, organization_id: organizationId, subject, epoch })
      .onConflict((conflict) =>
        conflict.columns(['issuer', 'organization_id', 'subject']).doUpdateSet((set) => ({
          epoch: set
            .case()
            .when('connect_member_epochs.epoch', '>', epoch)
            .then(set.ref('connect_member_epochs.epoch'))
            .else(epoch)
            .end(),
        })),
      )
      .returning('epoch')
      .executeTakeFirstOrThrow()
    return instant(known)
  }
  return {
    raise,

    async adoptIssuer(former, issuer) {
      for (const name of former) {
        const twins = await db
          .deleteFrom('connect_member_epochs')
          .where('issuer', '=', name)
          .where((row) =>
            row.exists(
              row
                .selectFrom('connect_member_epochs as present')
                .select('present.epoch')
                .where('present.issuer', '=', issuer)
                .whereRef('present.organization_id', '=', 'connect_member_epochs.organization_id')
                .whereRef('present.subject', '=', 'connect_member_epochs.subject'),
            ),
          )
          .returningAll()
          .execute()
        for (const { organization_id, subject, epoch } of twins) {
          await raise(issuer, organization_id, subject, instant(epoch))
        }
        await db.updateTable('connect_member_epochs').set({ issuer }).where('issuer', '=', name).execute()
      }
    },
  }
}
