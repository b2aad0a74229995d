import type { TestDialect } from '@lanyard/storage/testing'
import type { SentForm } from '../keep-form.ts'
import { rememberPerson } from '../remember-person.ts'
import { dropAnswered, sentAgain } from '../sent-again.ts'
import { type FormTables, readFormMigrations } from '../tables.ts'

/** As it came too late. */
export const reply: SentForm = {
  pattern: '/tickets/:ticket/replies',
  params: { ticket: 'tkt_1' },
  address: 'https://psa.example/tickets/tkt_1/replies?list=open',
  back: '/tickets/tkt_1?page=2',
  why: 'session_ended',
  declared: { fields: { body: { kind: 'long' }, list: { kind: 'hidden' }, password: { kind: 'secret' } } },
  sent: [
    ['body', 'Printed & <posted>'],
    ['list', 'page=2'],
  ],
}

/** A part's database with the tables of forms, and a clock that moves only when told. */
export async function openForms(dialect: TestDialect) {
  const database = await dialect.open<FormTables>([{ name: 'part', migrations: await readFormMigrations() }])
  let now = 1_000_000
  const forms = { db: database.db, now: () => now }
  const tables = async () => {
    const kept = await database.db.selectFrom('forms_kept').selectAll().execute()
    return { kept, browsers: await database.db.selectFrom('forms_browsers').selectAll().execute() }
  }
  const logged: string[] = []
  const answer = (
    key: string | null,
    id: string,
    { method = 'POST', status = 303, location = '/tickets' }: { method?: string; status?: number; location?: string },
  ) =>
    dropAnswered({ ...forms, log: { warn: ({ event, path }) => logged.push(`${event} ${path}`) } }, key, {
      request: { method, url: sentAgain(reply.address, id) },
      answer: { status, headers: new Headers({ location }) },
      asking: ['/login'],
    })
  return {
    ...forms,
    answer,
    logged,
    pass: (milliseconds: number) => (now += milliseconds),
    tables,
    ada: () => rememberPerson(forms, { key: null, person: 'ada', place: 'alder' }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
