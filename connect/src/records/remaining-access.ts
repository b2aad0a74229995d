/** What still opens this product to a member whose sessions the hub ended. */
export interface RemainingAccess {
  /** Whether a user here is linked to the member. */
  readonly linked: boolean
  readonly access: readonly ('local_password' | 'local_session')[]
  /** The page that changes it, as a path. */
  readonly settings: string
}

/** An event of the hub's log of which the hub is to hear what it left. It is repeated until the hub answers, for a day. */
export interface AccessReport {
  readonly issuer: string
  /** The event's number. */
  readonly n: number
  readonly auditId: string
  readonly subject: string
  /** Who was linked to the member before the event took effect; null for no one. */
  readonly userId: string | null
  readonly tries: number
  readonly nextTryAt: number
  readonly expiresAt: number
}

export interface AccessReportRecords {
  /** Once per event; noting it again changes nothing. */
  note(report: AccessReport): Promise<void>
  /** In the order of the events, and no more than `most`. */
  due(issuer: string, at: number, most: number): Promise<readonly AccessReport[]>
  /** The hub has it, or does not want it. */
  delete(issuer: string, n: number): Promise<void>
  /** Claims the next try: moves `nextTryAt` if it still is what the caller read. @returns whether it did */
  postpone(report: AccessReport, nextTryAt: number): Promise<boolean>
  deleteExpired(at: number, signal?: AbortSignal): Promise<void>
  adoptIssuer(former: readonly string[], issuer: string): Promise<void>
}
