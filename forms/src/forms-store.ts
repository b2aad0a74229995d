import type { Kysely } from 'kysely'
import type { FormTables } from './tables.ts'

/** A part's tables are more than these; Kysely's type does not narrow by itself. */
export function own<Schema extends FormTables>(db: Kysely<Schema>): Kysely<FormTables> {
  return db as unknown as Kysely<FormTables>
}

/** The person who logged in last in the browser; null once that is too long ago. */
export async function findBrowser(db: Kysely<FormTables>, id: string, now: number) {
  const query = db.selectFrom('forms_browsers').select(['person', 'place'])
  return (await query.where('id', '=', id).where('expires_at', '>', now).executeTakeFirst()) ?? null
}

/** @returns how many others the person has */
export async function insertBrowser(db: Kysely<FormTables>, browser: FormTables['forms_browsers']): Promise<number> {
  const { id, person } = browser
  const { others } = await db
    .insertInto('forms_browsers')
    .values(browser)
    .returning((row) =>
      row
        .selectFrom('forms_browsers as other')
        .select(row.fn.countAll<number>().as('count'))
        .where('other.person', '=', person)
        .where('other.id', '<>', id)
        .as('others'),
    )
    .executeTakeFirstOrThrow()
  return others ?? 0
}

/** @returns false where there is none of that person */
export async function updateBrowser(
  db: Kysely<FormTables>,
  { id, person, place, expires_at }: FormTables['forms_browsers'],
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('forms_browsers')
    .set({ place, expires_at })
    .where('id', '=', id)
    .where('person', '=', person)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** With every form that it kept. */
export async function deleteBrowser(db: Kysely<FormTables>, id: string): Promise<void> {
  await db.deleteFrom('forms_browsers').where('id', '=', id).execute()
}

/** Leaves the newest ones of a person, among them the one that is spared. */
export async function trimBrowsers(
  db: Kysely<FormTables>,
  { person, most, spared }: { readonly person: string; readonly most: number; readonly spared: string },
): Promise<void> {
  const others = db.selectFrom('forms_browsers').select('id').where('person', '=', person).where('id', '<>', spared)
  const newest = others
    .orderBy('expires_at', 'desc')
    .orderBy('id')
    .limit(most - 1)
  await db
    .deleteFrom('forms_browsers')
    .where('person', '=', person)
    .where('id', '<>', spared)
    .where('id', 'not in', newest)
    .execute()
}

export async function insertForm(db: Kysely<FormTables>, form: FormTables['forms_kept']): Promise<void> {
  await db.insertInto('forms_kept').values(form).execute()
}

export async function findForm(db: Kysely<FormTables>, browser: string, id: string, now: number) {
  const query = db.selectFrom('forms_kept').select('sealed')
  const ofBrowser = query.where('id', '=', id).where('browser', '=', browser)
  return (await ofBrowser.where('expires_at', '>', now).executeTakeFirst()) ?? null
}

export async function deleteForm(db: Kysely<FormTables>, browser: string, id: string): Promise<void> {
  await db.deleteFrom('forms_kept').where('id', '=', id).where('browser', '=', browser).execute()
}

/** Leaves the newest ones of a browser. */
export async function trimForms(db: Kysely<FormTables>, browser: string, most: number): Promise<void> {
  const newest = await db
    .selectFrom('forms_kept')
    .select('id')
    .where('browser', '=', browser)
    .orderBy('kept_at', 'desc')
    .orderBy('id')
    .limit(most)
    .execute()
  const ids = newest.map(({ id }) => id)
  await db.deleteFrom('forms_kept').where('browser', '=', browser).where('id', 'not in', ids).execute()
}
