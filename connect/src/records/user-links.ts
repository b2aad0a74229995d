/**
 * An employee's link to a member. Unique both ways within a tenant, suspended ones included.
 * `linkId` names the active tenant link that it holds under; a suspended one waits for the same
 * organization to be linked again (A23).
 */
export interface UserLink {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly issuer: string
  readonly organizationId: string
  readonly organizationName: string
  readonly subject: string
  /** Display only, never matched (A25, T7). */
  readonly accountName: string
  /** Of the proof that made the link, whatever the member's is now; 0 where that was not kept, older than all. */
  readonly memberEpoch: number
  readonly state: 'active' | 'suspended'
  readonly linkId: string | null
  readonly linkedAt: number
  readonly lastUsedAt: number | null
}

/** A member of an organization in one tenant's eyes. */
export interface Member {
  readonly tenantId: string
  readonly issuer: string
  readonly organizationId: string
  readonly subject: string
}

export interface UserLinkRecords {
  /**
   * Inserts an active link if neither the user nor the member has one (USER_ONE_PER_MEMBER,
   * USER_NEVER_OVERWRITTEN). Unique indexes decide, also between callers at once.
   *
   * @returns whether it did; a transaction goes on after `false`
   */
  insert(link: UserLink): Promise<boolean>
  findOfUser(userId: string): Promise<UserLink | null>
  /** Locked until the commit (`for share` on PostgreSQL), so that a session does not outlive its user link. */
  findOfMember(member: Member): Promise<UserLink | null>
  ofTenant(tenantId: string): Promise<readonly UserLink[]>
  /** A person's links in every tenant, suspended ones included. */
  ofSubject(issuer: string, subject: string): Promise<readonly UserLink[]>
  /** @returns the deleted link */
  deleteOfUser(userId: string): Promise<UserLink | null>
  /** @returns the deleted link */
  deleteOfMember(member: Member): Promise<UserLink | null>
  /**
   * UNLINK_BY_EPOCH: the member's link goes, suspended or not, where its proof is of a lower epoch; decided in
   * the statement that deletes, also between callers at once. @returns the deleted link
   */
  deleteBelowEpoch(member: Member, epoch: number): Promise<UserLink | null>
  deleteOfTenant(tenantId: string): Promise<void>
  /** USERS_SAME_ORG: links of other organizations go. @returns the deleted links */
  deleteForeign(tenantId: string, issuer: string, organizationId: string): Promise<readonly UserLink[]>
  /** Suspended links become active on a new link id. @returns the restored links */
  restore(tenantId: string, linkId: string): Promise<readonly UserLink[]>
  /** Active links of a tenant link become suspended. @returns how many */
  suspend(linkId: string): Promise<number>
  /** A sign-in: when, and the names as the hub says them now. */
  noteUse(
    id: string,
    at: number,
    names: { readonly accountName: string; readonly organizationName: string },
  ): Promise<void>
  /**
   * Rows made under former names of the issuer become rows of the present one. Where a member has a link under both,
   * that of the present name stays. @returns the deleted links
   */
  adoptIssuer(former: readonly string[], issuer: string): Promise<readonly UserLink[]>
}
