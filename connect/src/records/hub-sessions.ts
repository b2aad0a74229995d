/** Sessions at the hub by the name that they have here, `sid` of ID tokens, for as long as a sign-in by one may be under way. */
export interface HubSessionRecords {
  /**
   * Holds a session, locked until the commit, for what begins by it: its end waits, and then finds what has begun.
   *
   * @returns false where it is over: nothing begins by it any more
   */
  hold(issuer: string, sid: string, expiresAt: number): Promise<boolean>
  /** Says that one is over, also one that no one has held yet. Locked until the commit. */
  end(issuer: string, sid: string, expiresAt: number): Promise<void>
  deleteExpired(at: number, signal?: AbortSignal): Promise<void>
}
