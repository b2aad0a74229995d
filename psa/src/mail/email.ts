import { Refusal } from '../refusal.ts'

/** The form in which addresses are stored and looked up: lower case, without blanks around it. */
export function toEmailKey(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}

/** Takes whatever a mail could be sent to; only sending tells whether it arrives. @throws {Refusal} `email_invalid` */
export function normalizeEmail(text: string): string {
  const email = toEmailKey(text)
  if (email.length > 254 || !/^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/.test(email)) throw new Refusal('email_invalid')
  return email
}
