import { isSentTwice } from '@lanyard/guard'
import { Refusal } from '../refusal.ts'

/** What a form sent. A field that was not sent reads as empty. */
export interface Form {
  readonly text: (name: string) => string
  readonly all: (name: string) => readonly string[]
}

/**
 * @param lists the fields that may have several values, such as boxes to tick
 * @throws {Refusal} `form_invalid` for anything that is not a form, another field that is sent twice, and characters that no
 *   text holds
 */
export async function readForm(request: Request, lists: readonly string[] = []): Promise<Form> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) throw new Refusal('form_invalid')
  const fields = new URLSearchParams(await request.text())
  if (isSentTwice(fields, lists)) throw new Refusal('form_invalid')
  // PostgreSQL stores no NUL; no person types one.
  if ([...fields].some((pair) => pair.join('').includes('\0'))) throw new Refusal('form_invalid')
  return { text: (name) => fields.get(name) ?? '', all: (name) => fields.getAll(name) }
}
