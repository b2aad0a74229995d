import { browserId, openForm } from './browser-key.ts'
import { deleteForm, findBrowser, findForm, own } from './forms-store.ts'
import type { KeptForm } from './kept-form.ts'
import type { Forms, FormTables } from './tables.ts'

/** Which form of which browser; `person` once it is known who asks. */
interface Asked {
  readonly key: string
  readonly id: string
  readonly person?: string
}

/**
 * The form that was kept, as often as it is asked for until {@link dropForm}; null for one of another browser or another
 * person, one that was sent, and one of more than ten minutes ago.
 */
export async function findKept<Schema extends FormTables>(
  { db, now }: Forms<Schema>,
  { key, id, person }: Asked,
): Promise<KeptForm | null> {
  const browser = browserId(key)
  const owner = await findBrowser(own(db), browser, now())
  if (owner === null || (person !== undefined && person !== owner.person)) return null
  const row = await findForm(own(db), browser, id, now())
  const text = row && openForm(key, { id, person: owner.person }, row.sealed)
  return text === null ? null : (JSON.parse(text) as KeptForm)
}

/** It was given back, and sent. */
export async function dropForm<Schema extends FormTables>(
  { db }: Pick<Forms<Schema>, 'db'>,
  { key, id }: Pick<Asked, 'key' | 'id'>,
): Promise<void> {
  await deleteForm(own(db), browserId(key), id)
}
