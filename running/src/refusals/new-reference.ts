import { randomBytes } from 'node:crypto'

/** Without the letters and digits that are mistaken for one another when they are read out; 32 of them. */
const READABLE = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Names one answer in the log, short enough to be read out to support: `7K3M-QX2P`. */
export function newReference(): string {
  const letters = Array.from(randomBytes(8), (byte) => READABLE.charAt(byte % READABLE.length)).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
