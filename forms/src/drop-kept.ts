import { browserId } from './browser-key.ts'
import { deleteForm, own } from './forms-store.ts'
import type { Forms, FormTables } from './tables.ts'

/** Deletes a form of this browser that was sent again. */
export async function dropKept<Schema extends FormTables>(
  { db }: Pick<Forms<Schema>, 'db'>,
  { key, id }: { readonly key: string | null; readonly id: string },
): Promise<void> {
  if (key !== null) await deleteForm(own(db), browserId(key), id)
}
