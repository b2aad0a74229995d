import type { Updateable } from 'kysely'
import type { Short } from '../../db/schema.ts'
import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import type { Terms } from '../members/terms.ts'
import { seal, unseal } from '@lanyard/storage/secrets'
import type { CeremonyRow, Progress } from './progress.ts'

type Row = Short['ceremonies']
type Needs = Pick<Hub, 'short' | 'now' | 'config'>

export async function find(hub: Needs, uid: string): Promise<Progress> {
  const row = await hub.short
    .selectFrom('ceremonies')
    .selectAll()
    .where('uid', '=', uid)
    .where('expires_at', '>', hub.now())
    .executeTakeFirst()
  return toProgress(hub, row ?? null)
}

/** Begins again, and forgets any progress. */
export async function put(
  hub: Needs,
  row: Omit<Row, 'expires_at'>,
  lifetime: number = hub.config.lifetimes.interaction,
): Promise<void> {
  const values = { ...row, expires_at: hub.now() + lifetime }
  await hub.short
    .insertInto('ceremonies')
    .values(values)
    .onConflict((conflict) => conflict.column('uid').doUpdateSet(values))
    .execute()
}

export async function change(hub: Needs, uid: string, changes: Updateable<Row>): Promise<void> {
  await hub.short.updateTable('ceremonies').set(changes).where('uid', '=', uid).execute()
}

/** Compare-and-set: the same login, still of the same account. @returns how far it has come by that; null where it is none */
export async function changeOf(
  hub: Needs,
  uid: string,
  account: AccountId,
  changes: Updateable<Row>,
): Promise<Progress | null> {
  const row = await hub.short
    .updateTable('ceremonies')
    .set(changes)
    .where('uid', '=', uid)
    .where('account', '=', account)
    .returningAll()
    .executeTakeFirst()
  return row ? toProgress(hub, row) : null
}

/** Compare-and-set: a ceremony gets a new `uid` once. */
export async function changeUid(hub: Needs, from: string, to: string): Promise<boolean> {
  const row = await hub.short
    .updateTable('ceremonies')
    .set({ uid: to, expires_at: hub.now() + hub.config.lifetimes.interaction })
    .where('uid', '=', from)
    .where('expires_at', '>', hub.now())
    .returning('uid')
    .executeTakeFirst()
  return row !== undefined
}

export async function remove(hub: Needs, uid: string): Promise<void> {
  await hub.short.deleteFrom('ceremonies').where('uid', '=', uid).execute()
}

export function sealCodes({ config }: Pick<Hub, 'config'>, uid: string, codes: readonly string[]): string {
  return seal(config.keys, purposeOf(uid), JSON.stringify(codes))
}

const purposeOf = (uid: string): string => `ceremony:${uid}`

/** @param row null where no one has proved anything */
export function toProgress({ config }: Pick<Hub, 'config'>, row: CeremonyRow | null): Progress {
  if (row === null) return { step: 'unknown' }
  const { account, proven_at: provenAt, second_factor: secondFactor, recovery_codes_sealed: sealed } = row
  const since = row.identified_at ?? provenAt
  if (since === null) throw new Error('A log-in without a factor')
  if (provenAt === null || secondFactor === null) return { step: 'identified', account, since }
  const { refused_code: code, refused_reference: reference } = row
  return {
    step: 'proven',
    account,
    since,
    provenAt,
    secondFactor,
    byPassword: row.identified_at !== null,
    isConfirmed: row.confirmed_at !== null,
    organization: row.organization,
    terms: row.terms === null ? {} : (JSON.parse(row.terms) as Terms),
    recoveryCodes:
      sealed === null ? null : (JSON.parse(unseal(config.keys, purposeOf(row.uid), sealed).toString()) as string[]),
    refused: code === null || reference === null ? null : { code, reference },
  }
}
