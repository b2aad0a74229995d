/** An end that the hub has not acknowledged. It is repeated for ever (OUTBOX_UNTIL_ACK). */
export interface OwedEnd {
  readonly linkId: string
  readonly tenantId: string
  readonly organizationName: string
  readonly auditId: string
  readonly owedAt: number
  readonly tries: number
  readonly nextTryAt: number
}

export interface OwedEndRecords {
  /** Once per link id; owing it again changes nothing. */
  owe(end: OwedEnd): Promise<void>
  ofTenant(tenantId: string): Promise<readonly OwedEnd[]>
  /** What waits longest comes first; at most so many, where that is said. */
  due(at: number, most?: number): Promise<readonly OwedEnd[]>
  acknowledge(linkId: string, at: number): Promise<boolean>
  /** Claims the next try: moves `nextTryAt` if it still is what the caller read. @returns whether it did */
  postpone(end: OwedEnd, nextTryAt: number): Promise<boolean>
}

/** Tells the hub who is linked, for its tiles and notices only. */
export interface LinkReport {
  readonly linkId: string
  readonly subject: string
  /** Rises with each change; the hub ignores what is not newer. */
  readonly version: number
  readonly state: 'linked' | 'unlinked'
  readonly tries: number
  readonly nextTryAt: number
}

export interface LinkReportRecords {
  /** Notes the present state of a member's link under a link id, one version up, to be delivered. */
  note(linkId: string, subject: string, state: 'linked' | 'unlinked', at: number): Promise<void>
  /** @param most what waits longest comes first; all of it without */
  due(at: number, most?: number): Promise<readonly LinkReport[]>
  delivered(report: LinkReport): Promise<void>
  postpone(report: LinkReport, nextTryAt: number): Promise<boolean>
  /** Nothing of an ended link needs to be told any more. */
  dropOfLink(linkId: string): Promise<void>
}
