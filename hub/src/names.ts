import * as text from '@lanyard/text'
import { Refusal } from './refusal.ts'

/**
 * What a person, a company or a thing is called. Something of it can be seen, and nothing turns the rest of a sentence or
 * of a table around. FT2.
 *
 * @throws {Refusal} `name_invalid` with `fault`
 */
export function readName(typed: string): string {
  return orRefuse('name_invalid', text.readName(typed))
}

/**
 * An e-mail address, without what pasting adds. It is written to and shown, never matched (A24, T7). FT3.
 *
 * @throws {Refusal} `email_invalid` with `fault`
 */
export function readEmail(typed: string): string {
  return orRefuse('email_invalid', text.readAddress(typed))
}

/**
 * A username as shown, without characters that no one sees: with them, one looks like another.
 *
 * @throws {Refusal} `username_invalid` with `fault`
 */
export function readUsername(typed: string): string {
  return orRefuse('username_invalid', text.readUsername(typed))
}

function orRefuse(code: 'name_invalid' | 'email_invalid' | 'username_invalid', read: text.Read<string>): string {
  if ('fault' in read) throw new Refusal(code, { fault: read.fault })
  return read.text
}
