/** How far the hub's event log was read, and when it could last be read. */
export interface Cursor {
  readonly position: number
  readonly pulledAt: number
}

export interface CursorRecords {
  find(issuer: string): Promise<Cursor | null>
  /** CURSOR_IN_ORDER: moves from `position - 1` to `position`. @returns false where another node was there first */
  advance(issuer: string, position: number): Promise<boolean>
  /** Moves over a part of the log that the hub no longer has. @returns false where another node was there first */
  jump(issuer: string, from: number, to: number): Promise<boolean>
  /** The log was read to its head at this instant. */
  notePull(issuer: string, at: number): Promise<void>
  /** Where there are cursors of both names, the lower position and the earlier pull stay: what is read twice does no harm. */
  adoptIssuer(former: readonly string[], issuer: string): Promise<void>
}

export interface MemberEpochRecords {
  /**
   * Known epoch := the greater of the two (MEMBER_EPOCH). The row is locked until the commit, so that a
   * sign-in and a deactivation come one after the other.
   *
   * @returns the known epoch afterwards
   */
  raise(issuer: string, organizationId: string, subject: string, epoch: number): Promise<number>
  /** Where a member has an epoch under both names, the higher one stays. */
  adoptIssuer(former: readonly string[], issuer: string): Promise<void>
}
