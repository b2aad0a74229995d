import { foldAddress, readAddress } from '@lanyard/text'
import { Refusal } from '../refusal.ts'

/** Each form in which an address may be stored, also by version 0.1.0, the most exact one first. */
export function emailKeys(text: string): readonly string[] {
  // Composing takes a time that grows with the square of the length, and anyone can send an address.
  const exact = text.slice(0, 1000)
  return [...new Set([exact.trim().normalize('NFC').toLowerCase(), foldAddress(text)])]
}

/** Takes whatever a mail could be sent to; only sending tells whether it arrives. @throws {Refusal} `email_invalid` */
export function normalizeEmail(text: string): string {
  const read = readAddress(text)
  if ('fault' in read) throw new Refusal('email_invalid', { fault: read.fault })
  return foldAddress(read.text)
}
