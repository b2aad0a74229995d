import { deleteRows } from '@lanyard/storage'
import { own } from './forms-store.ts'
import type { Forms, FormTables } from './tables.ts'

/** Deletes forms that have expired, and browsers in which no one has logged in for long. */
export async function pruneForms<Schema extends FormTables>(
  { db, now }: Forms<Schema>,
  signal?: AbortSignal,
): Promise<void> {
  for (const from of ['forms_kept', 'forms_browsers'] as const) {
    await deleteRows(own(db), { from, key: ['id'], where: (row) => row('expires_at', '<=', now()) }, signal)
  }
}
