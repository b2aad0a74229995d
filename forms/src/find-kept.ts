import { browserId, openForm } from './browser-key.ts'
import { findBrowser, findForm, own } from './forms-store.ts'
import type { KeptForm } from './kept-form.ts'
import type { Forms, FormTables } from './tables.ts'

/** Which form of which browser; `person` once it is known who asks. */
interface Asked {
  readonly key: string | null
  readonly id: string | null
  readonly person?: string
}

/**
 * The form that was kept, as often as it is asked for until it is sent again; null for one of another browser or another
 * person, one that was sent, and one of more than ten minutes ago.
 */
export async function findKept<Schema extends FormTables>(
  { db, now }: Forms<Schema>,
  { key, id, person }: Asked,
): Promise<KeptForm | null> {
  if (key === null || id === null) return null
  const browser = browserId(key)
  const owner = await findBrowser(own(db), browser, now())
  if (owner === null || (person !== undefined && person !== owner.person)) return null
  const row = await findForm(own(db), browser, id, now())
  const text = row && openForm(key, { id, person: owner.person }, row.sealed)
  return text === null ? null : (JSON.parse(text) as KeptForm)
}
