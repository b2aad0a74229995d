import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as accessEnds from './access-ends-store.ts'

/**
 * Which term of a client's access to a person this is: it rises each time that the person takes it back, and grants of
 * an earlier one open nothing.
 */
export async function findAccessTerm(
  { db }: Pick<Hub, 'db'>,
  { account, client }: { readonly account: AccountId; readonly client: string },
): Promise<number> {
  return accessEnds.findTerm(db, account, client)
}

/** The same by client; a client whose access was never taken back has none, which counts as 0. */
export async function listAccessTerms(
  { db }: Pick<Hub, 'db'>,
  account: AccountId,
): Promise<ReadonlyMap<string, number>> {
  return accessEnds.listTerms(db, account)
}
