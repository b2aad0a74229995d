import { createHash } from 'node:crypto'

/**
 * How a secret of 128 random bits or more is kept: its hash finds the row, and the database's reader cannot use it.
 * Not for passwords, which people choose.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
