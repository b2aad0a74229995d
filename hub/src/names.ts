import { Refusal } from './refusal.ts'

const LONGEST_NAME = 100
const LONGEST_EMAIL = 254

/**
 * What a person or a company is called, as typed: outer blanks go; control characters are refused, and those that turn
 * the direction of writing, since they would turn the rest of a sentence or of a table, too.
 *
 * @throws {Refusal} `name_invalid`
 */
export function readName(text: string): string {
  const name = text.trim().normalize('NFC')
  if (name === '' || name.length > LONGEST_NAME || /[\p{Cc}\p{Bidi_Control}]/u.test(name)) {
    throw new Refusal('name_invalid')
  }
  return name
}

/**
 * An e-mail address as far as its form can be told. It is written to and shown, never matched (A24, T7). Characters that
 * no one sees are refused: with them, one address looks like another. So is what stands for a letter that was lost, as in
 * a list that was saved in another encoding than UTF-8.
 *
 * @throws {Refusal} `email_invalid`
 */
export function readEmail(text: string): string {
  const email = text.trim()
  if (email.length > LONGEST_EMAIL || !/^[^\s@\p{Cc}\p{Cf}\ufffd]+@[^\s@\p{Cc}\p{Cf}\ufffd]+$/u.test(email)) {
    throw new Refusal('email_invalid')
  }
  return email
}

/**
 * A username as shown, without characters that no one sees: with them, one looks like another.
 *
 * @throws {Refusal} `username_invalid`
 */
export function readUsername(text: string): string {
  const username = text.trim().normalize('NFC')
  if (username === '' || username.length > LONGEST_EMAIL || /[\s\p{Cc}\p{Cf}]/u.test(username)) {
    throw new Refusal('username_invalid')
  }
  return username
}
