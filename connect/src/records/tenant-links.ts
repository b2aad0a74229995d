/**
 * A product tenant's link to an organization, as this product knows it. Its states only go forward
 * (`pending → active → ended`); rows are never deleted, so an id is used once.
 */
export type TenantLink = PendingLink | ActiveLink | EndedLink

interface AnyLink {
  /** The epoch: random, one per linking attempt, named by every message about this link. */
  readonly id: string
  readonly tenantId: string
  readonly issuer: string
  readonly organizationId: string
  readonly organizationName: string
  /** The admin who began it, and their name then. */
  readonly adminUserId: string
  readonly adminName: string
  /** The account that the admin claimed with "Connect and link me", and the proof's epoch; null after "Connect only". */
  readonly member: { readonly subject: string; readonly accountName: string; readonly epoch: number } | null
  readonly auditId: string
  readonly pendingAt: number
}

/** The callback committed; the hub is active or about to be. */
export interface PendingLink extends AnyLink {
  readonly state: 'pending'
  readonly tries: number
  readonly nextTryAt: number
}

export interface ActiveLink extends AnyLink {
  readonly state: 'active'
  readonly activeAt: number
  /** Which deployment the hub's launcher sends the organization to; null while the hub has not said. */
  readonly moduleUrl: ModuleUrl | null
  /** When the hub last said how this link stands. */
  readonly checkedAt: number
  /** Since when the hub has not known it, so that it opens nothing (UNKNOWN_SUSPENDS); null while the hub does. */
  readonly suspendedAt: number | null
}

export interface EndedLink extends AnyLink {
  readonly state: 'ended'
  readonly activeAt: number | null
  readonly endedAt: number
  readonly endedBy: 'product' | 'hub'
  readonly endedReason: string
}

export type ModuleUrl = 'here' | 'elsewhere' | 'none'

export interface Ending {
  readonly at: number
  readonly by: 'product' | 'hub'
  readonly reason: string
}

export interface TenantLinkRecords {
  /**
   * Inserts a pending link if neither its id was ever used, nor its tenant nor its organization is held
   * (PRODUCT_ONE_PER_TENANT, PRODUCT_ONE_PER_ORG). Unique indexes decide, also between callers at once.
   *
   * @returns whether it did; a transaction goes on after `false`
   */
  takePlace(link: PendingLink): Promise<boolean>
  find(id: string): Promise<TenantLink | null>
  findHeldOfTenant(tenantId: string): Promise<PendingLink | ActiveLink | null>
  findHeldOfOrganization(issuer: string, organizationId: string): Promise<PendingLink | ActiveLink | null>
  /** The link that a user began, while it is pending. */
  findPendingOfAdmin(userId: string): Promise<PendingLink | null>
  /**
   * The active link of an organization, locked against its end until the commit (`for share` on PostgreSQL):
   * a rival that ends it waits, and then sees what this transaction wrote.
   */
  lockActive(issuer: string, organizationId: string): Promise<ActiveLink | null>
  /** PRODUCT_ACTIVATE_CAS: `pending → active`, nothing else. @returns the link where it did */
  activate(id: string, at: number, moduleUrl: ModuleUrl | null): Promise<ActiveLink | null>
  /** From one of the given states `→ ended`, by compare-and-set. @returns the link where it did */
  end(id: string, ending: Ending, from?: readonly ('pending' | 'active')[]): Promise<EndedLink | null>
  /** UNKNOWN_SUSPENDS: an active link that is not suspended becomes so, by compare-and-set. @returns the link where it did */
  suspend(id: string, at: number): Promise<ActiveLink | null>
  /** ACTIVE_LIFTS_SUSPENSION, by compare-and-set. @returns the link where it did */
  resume(id: string, at: number): Promise<ActiveLink | null>
  /** Suspended links whose last check is older than an instant, the oldest first; at most so many, where that is said. */
  suspendedCheckedBefore(instant: number, most?: number): Promise<readonly ActiveLink[]>
  countSuspended(): Promise<number>
  /** What the hub said of an active link, when. Nothing where the link was checked, or its check forgotten, meanwhile. */
  noteChecked(link: Pick<ActiveLink, 'id' | 'checkedAt'>, at: number, moduleUrl: ModuleUrl | null): Promise<void>
  /** What the hub ever said of active links counts no longer: each is due for a check. @returns how many there are */
  forgetChecks(): Promise<number>
  noteOrganizationName(id: string, name: string): Promise<void>
  /** What waits longest comes first; at most so many, where that is said. */
  duePending(at: number, most?: number): Promise<readonly PendingLink[]>
  /** Claims the next confirm: moves `nextTryAt` if it still is what the caller read. @returns whether it did */
  postpone(link: PendingLink, nextTryAt: number): Promise<boolean>
  /** Active links whose last check is older than an instant, the oldest first; at most so many, where that is said. */
  activeCheckedBefore(instant: number, most?: number): Promise<readonly ActiveLink[]>
  /**
   * Rows made under former names of the issuer become rows of the present one. To be called where no organization is
   * held under two of the names.
   */
  adoptIssuer(former: readonly string[], issuer: string): Promise<void>
}
