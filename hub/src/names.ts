import { Refusal } from './refusal.ts'

const LONGEST_NAME = 100
const LONGEST_EMAIL = 254

/**
 * What a person or a company is called, as typed: outer blanks go, control characters are refused.
 *
 * @throws {Refusal} `name_invalid`
 */
export function readName(text: string): string {
  const name = text.trim().normalize('NFC')
  if (name === '' || name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) throw new Refusal('name_invalid')
  return name
}

/**
 * An e-mail address as far as its form can be told. It is written to and shown, never matched (A24, T7).
 *
 * @throws {Refusal} `email_invalid`
 */
export function readEmail(text: string): string {
  const email = text.trim()
  if (email.length > LONGEST_EMAIL || !/^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(email)) throw new Refusal('email_invalid')
  return email
}

/**
 * A username as shown.
 *
 * @throws {Refusal} `username_invalid`
 */
export function readUsername(text: string): string {
  const username = text.trim().normalize('NFC')
  if (username === '' || username.length > LONGEST_EMAIL || /[\s\p{Cc}]/u.test(username)) {
    throw new Refusal('username_invalid')
  }
  return username
}

/** A username as it is compared: neither case nor a look-alike in another encoding makes a second one. */
export function usernameKey(username: string): string {
  return username.trim().normalize('NFKC').toLowerCase()
}
