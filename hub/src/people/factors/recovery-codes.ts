import { randomInt } from 'node:crypto'
import { tidyCode } from '@lanyard/text'
import type { Kysely } from 'kysely'
import type { Instant } from '../../clock.ts'
import type { Ledger } from '../../db/schema.ts'
import type { AccountId } from '../../ids.ts'
import { hashToken } from '../../secrets/hash-token.ts'

const HOW_MANY = 10
/** Without letters and digits that are mistaken for one another when copied from paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Groups of letters in a code, and letters in a group: 118 bits, so that a plain hash keeps it (NIST SP 800-63B-4, 3.1.2). */
const GROUPS = 6
const GROUP = 4

function makeCode(): string {
  const letter = () => LETTERS.charAt(randomInt(LETTERS.length))
  return Array.from({ length: GROUPS }, () => Array.from({ length: GROUP }, letter).join('')).join('-')
}

/** Gives an account ten fresh codes; older ones no longer count (T37). */
export async function replaceCodes(db: Kysely<Ledger>, account: AccountId): Promise<readonly string[]> {
  const codes = Array.from({ length: HOW_MANY }, makeCode)
  await removeCodes(db, account)
  await db
    .insertInto('recovery_codes')
    .values(codes.map((code) => ({ account, code_hash: hashCode(code), used_at: null })))
    .execute()
  return codes
}

export async function removeCodes(db: Kysely<Ledger>, account: AccountId): Promise<void> {
  await db.deleteFrom('recovery_codes').where('account', '=', account).execute()
}

/** Compare-and-set: each code once. */
export async function takeCode(db: Kysely<Ledger>, account: AccountId, code: string, at: Instant): Promise<boolean> {
  const row = await db
    .updateTable('recovery_codes')
    .set({ used_at: at })
    .where('account', '=', account)
    .where('code_hash', '=', hashCode(code))
    .where('used_at', 'is', null)
    .returning('account')
    .executeTakeFirst()
  return row !== undefined
}

export async function countUnused(db: Kysely<Ledger>, account: AccountId): Promise<number> {
  const { count } = await db
    .selectFrom('recovery_codes')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Case, and how it is grouped, do not matter to a person who types from paper or copies from a screen. FT1. */
function hashCode(code: string): string {
  return hashToken(tidyCode(code))
}
