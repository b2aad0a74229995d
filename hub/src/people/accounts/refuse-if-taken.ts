import { isUniqueViolation } from '@lanyard/storage'
import { Refusal } from '../../refusal.ts'

/** @throws {Refusal} `account_taken`: the unique index decides whose a username is */
export async function refuseIfTaken<Result>(username: string, update: Promise<Result>): Promise<Result> {
  try {
    return await update
  } catch (error) {
    throw isUniqueViolation(error) ? new Refusal('account_taken', { username }) : error
  }
}
