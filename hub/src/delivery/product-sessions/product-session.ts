import type { AccountId, OrganizationId } from '../../ids.ts'

/** A client got a sign-in from a session at the hub, so the hub notifies it when that session ends. */
export interface ProductSession {
  readonly client: string
  /** The session's name at that client, `sid` of its tokens. */
  readonly sid: string
  /** `uid` of the session at the hub. */
  readonly hubSession: string
  readonly account: AccountId
  readonly organization: OrganizationId
}
