import type { AccountId, OrganizationId } from '../../ids.ts'

/** A client got a sign-in of a session at the hub: ending that session has to tell it. */
export interface ProductSession {
  readonly client: string
  /** The session's name at that client, `sid` of its tokens. */
  readonly sid: string
  /** `uid` of the session at the hub. */
  readonly hubSession: string
  readonly account: AccountId
  readonly organization: OrganizationId
}
