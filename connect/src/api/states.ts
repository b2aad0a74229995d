import type { Feature } from './host.ts'

/** The state of a tenant's link, for the admin's page. Instants are milliseconds since 1970. */
export type TenantState =
  /** Not linked. `endOwed`: the hub has not yet acknowledged the end of an earlier link. */
  | { readonly state: 'off'; readonly feature: Feature; readonly endOwed: boolean }
  | {
      readonly state: 'connecting'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationName: string
      readonly since: number
    }
  /**
   * The hub does not know the link, for now or permanently. No one signs in by it, and its sessions have ended. It
   * continues by itself when the hub knows it again. The admin can still switch it off.
   */
  | {
      readonly state: 'suspended'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationId: string
      readonly organizationName: string
      readonly since: number
      readonly linkedUsers: number
    }
  | {
      readonly state: 'on'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationId: string
      readonly organizationName: string
      readonly linkedBy: string
      readonly since: number
      readonly linkedUsers: number
      /**
       * Whether the hub's launcher opens this deployment for the organization (A11). Null until the hub has answered.
       */
      readonly moduleUrl: 'here' | 'elsewhere' | 'none' | null
    }

/** The state of one user's link, for the page of their own settings. Instants are milliseconds since 1970. */
export type UserState =
  /** The user cannot link now; `reason` says why. Show no action. */
  | {
      readonly state: 'unavailable'
      readonly reason: 'tenant_not_linked' | 'link_suspended' | 'not_invited' | 'user_barred'
    }
  | { readonly state: 'unlinked' }
  | {
      readonly state: 'linked'
      readonly accountName: string
      readonly organizationName: string
      readonly since: number
      readonly lastUsedAt: number | null
    }

/** Whether local sessions of linked users stay or end when the hub ends the users' sessions. */
export type LocalSessionPolicy = 'stay' | 'end'

/** What switching off would end: linked users, and sessions through the hub. Show it before the act (A19). */
export interface SwitchOffPreview {
  readonly linkedUserIds: readonly string[]
  readonly sessions: number
}
