import type { Hub } from '../../hub.ts'
import type { AccountId } from '../../ids.ts'
import * as members from './members-store.ts'
import { type Terms, termsOf } from './terms.ts'

/** The terms of an account's places at this moment. */
export async function findTerms({ db }: Pick<Hub, 'db'>, account: AccountId): Promise<Terms> {
  return termsOf((await members.listOfAccount(db, account)).map((member) => ({ member })))
}
