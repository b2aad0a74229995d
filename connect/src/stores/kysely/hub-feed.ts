import type { ExpressionBuilder } from 'kysely'
import type { CursorRecords, MemberEpochRecords } from '../../records/hub-feed.ts'
import { count, type Database, instant } from './database.ts'
import type { ConnectTables } from './tables.ts'

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
      await open(issuer)
      await change(issuer).set({ pulled_at: at }).where('pulled_at', '<', at).execute()
    },

    async adoptIssuer(former, issuer) {
      for (const name of former) {
        const taken = db.deleteFrom('connect_hub_cursor').where('issuer', '=', name).returningAll()
        const row = await taken.executeTakeFirst()
        if (!row) continue
        await db
          .insertInto('connect_hub_cursor')
          .values({ ...row, issuer })
          .onConflict((conflict) =>
            conflict.column('issuer').doUpdateSet((set) => ({
              position: lower(set, 'connect_hub_cursor.position', row.position),
              pulled_at: lower(set, 'connect_hub_cursor.pulled_at', row.pulled_at),
            })),
          )
          .execute()
      }
    },
  }
}

function lower(
  set: ExpressionBuilder<ConnectTables, 'connect_hub_cursor'>,
  column: 'connect_hub_cursor.position' | 'connect_hub_cursor.pulled_at',
  value: number,
) {
  return set.case().when(column, '<', value).then(set.ref(column)).else(value).end()
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
