import { randomBytes } from 'node:crypto'
import { inTransaction } from '@lanyard/storage'
import { browserId, sealForm } from './browser-key.ts'
import { deleteForm, findBrowser, insertForm, own, trimForms, updateBrowser } from './forms-store.ts'
import {
  type Fields,
  FORM_LIFETIME,
  type FormFields,
  keepable,
  type KeptForm,
  LARGEST_FORM,
  MOST_FORMS,
} from './kept-form.ts'
import { OWNER_LIFETIME } from './remember-person.ts'
import { readAddress } from './sent-again.ts'
import type { Forms, FormTables } from './tables.ts'

/** A form as it came, with what its page declares of its fields. */
export interface SentForm extends Pick<KeptForm, 'pattern' | 'params' | 'back' | 'why'> {
  /** Whole, as it came. */
  readonly address: string
  readonly declared: FormFields
  readonly sent: Fields
  /** Bytes of its fields that are kept; {@link LARGEST_FORM} by default. */
  readonly most?: number
}

/**
 * Keeps a form for the person who logged in last with this browser, in place of the one that it was given back from; of one
 * that is too large nothing is kept, so that the earlier one stays. A form of a browser that no one has logged in with is
 * not kept: it could be one that a stranger prepared for the next person. The caller has seen that it came from a page of
 * its own origin.
 *
 * @returns the form's id; null where it is not kept
 */
export async function keepForm<Schema extends FormTables>(
  forms: Forms<Schema>,
  key: string,
  { address, declared, sent, most = LARGEST_FORM, ...about }: SentForm,
): Promise<string | null> {
  const { action, again } = readAddress(address)
  const fields = keepable(declared, sent)
  const isTooLarge = Buffer.byteLength(JSON.stringify(fields)) > most
  const at = forms.now()
  return inTransaction(forms, async (forms) => {
    const db = own(forms.db)
    const browser = browserId(key)
    const owner = await findBrowser(db, browser, at)
    // Locks the browser's row: of forms that come at once each is counted.
    if (owner === null || !(await updateBrowser(db, { id: browser, ...owner, expires_at: at + OWNER_LIFETIME }, at))) {
      return null
    }
    if (again !== null && !isTooLarge) await deleteForm(db, browser, again)
    const id = randomBytes(16).toString('base64url')
    const form: KeptForm = { ...about, action, fields: isTooLarge ? [] : fields, isTooLarge, place: owner.place }
    const sealed = sealForm(key, { id, person: owner.person }, JSON.stringify(form))
    await insertForm(db, { id, browser, sealed, kept_at: at, expires_at: at + FORM_LIFETIME })
    await trimForms(db, browser, MOST_FORMS)
    return id
  })
}
