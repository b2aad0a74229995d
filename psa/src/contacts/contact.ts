import type { ClientId, TenantId, UserId } from '../ids.ts'

/** A company that the tenant serves. */
export interface Client {
  readonly id: ClientId
  readonly name: string
}

/** A user of the client portal. */
export interface Contact {
  readonly id: UserId
  readonly tenant: TenantId
  readonly class: 'contact'
  readonly name: string
  /** What a contact logs in with: lower case, unique among the tenant's contacts. */
  readonly email: string
  /** The company whose tickets the contact sees. */
  readonly client: ClientId
  readonly deactivated: { readonly at: number; readonly by: string } | null
}
