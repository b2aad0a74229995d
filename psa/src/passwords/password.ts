import * as guard from '@lanyard/guard'
import type { TenantId } from '../ids.ts'
import type { Psa } from '../psa.ts'
import { Refusal } from '../refusal.ts'
import { findTenant } from '../tenants/find-tenant.ts'

/** Shortest password, in letters: here it is the only factor (NIST SP 800-63B-4, section 3.1.1.2). */
export const SHORTEST = guard.SHORTEST_ALONE

/** Whose password it is to be. */
export interface PasswordOwner {
  readonly tenant: TenantId
  readonly name: string
  readonly email: string
  readonly username?: string
}

/**
 * The hash of a password that a user has chosen; takes too long for a transaction.
 *
 * @throws {Refusal} `password_too_short`, `password_too_long`, `password_contains_name`, `password_common`, `too_busy`
 */
export async function readPassword(
  psa: Pick<Psa, 'db' | 'brand' | 'suite'>,
  password: string,
  { tenant: id, name, email, username = email }: PasswordOwner,
): Promise<string> {
  const text = normalize(password)
  const tenant = await findTenant(psa, id)
  const company = tenant === null ? [] : [tenant.name, tenant.company]
  const places = [psa.brand.name, psa.suite.hub.name, ...company]
  const fault = await guard.findPasswordFault(text, { username, name, email, places }, SHORTEST)
  if (fault !== null) throw new Refusal(fault.code, fault.details)
  try {
    return await guard.hashPassword(text)
  } catch (error) {
    if (error instanceof guard.HashingBusy) throw new Refusal('too_busy', { seconds: error.seconds })
    throw error
  }
}

/**
 * The same characters however a keyboard composes them (RFC 8265 goes further). Longer than every password, a text stays
 * as it is: composing takes a time that grows with the square of its length.
 */
export function normalize(password: string): string {
  return password.length > 1024 ? password : password.normalize('NFKC')
}
