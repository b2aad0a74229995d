import type { TestHub } from '@lanyard/hub/testing.ts'
import type { LinkId } from '@lanyard/hub/src/ids.ts'

/** Rows of tenant links that the hub has lost, as by a restored backup, and may find again. */
export interface LostRows {
  readonly ids: readonly string[]
  lose(id: LinkId): Promise<void>
  /** Where a tombstone, or another link, has taken the place, the row stays lost. */
  find(id: LinkId): Promise<void>
  forget(): void
}

export function createLostRows({ db }: Pick<TestHub, 'db'>): LostRows {
  const take = async (id: LinkId) => {
    const link = await db.selectFrom('tenant_links').selectAll().where('id', '=', id).executeTakeFirst()
    const users = await db.selectFrom('user_links').selectAll().where('link', '=', id).execute()
    return link && { link, users }
  }
  const lost = new Map<LinkId, NonNullable<Awaited<ReturnType<typeof take>>>>()

  return {
    get ids() {
      return [...lost.keys()]
    },
    async lose(id) {
      const rows = await take(id)
      if (!rows) return
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('user_links').where('link', '=', id).execute()
        await tx.deleteFrom('tenant_links').where('id', '=', id).execute()
      })
      lost.set(id, rows)
    },
    async find(id) {
      const rows = lost.get(id)
      if (!rows) return
      await db.transaction().execute(async (tx) => {
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('tenant_links')
          .values(rows.link)
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows !== 1n) return
        if (rows.users.length > 0) await tx.insertInto('user_links').values(rows.users).execute()
        lost.delete(id)
      })
    },
    forget: () => lost.clear(),
  }
}
