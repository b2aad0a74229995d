import type { App } from './app.ts'

/** A session begun through the hub. It lives exactly as long as this row. */
export interface ProductSession {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  /** SESSION_NAMES_LINK: it dies with this link and is not revived by a later one. */
  readonly linkId: string
  readonly issuer: string
  readonly organizationId: string
  readonly subject: string
  /** The hub's name for its session with this product, where it gave one. */
  readonly sid: string | null
  readonly memberEpoch: number
  /** When its ID token was made, by the hub's own clock; 0 where that was not kept, older than all. */
  readonly issuedAt: number
  readonly startedAt: number
  readonly seenAt: number
  readonly expiresAt: number
  /** The app menu as the hub last said it, and when. */
  readonly apps: { readonly list: readonly App[]; readonly at: number } | null
}

/** Whose a session was that ended. */
export type SessionHolder = Pick<ProductSession, 'tenantId' | 'userId'>

export interface ProductSessionRecords {
  insert(session: ProductSession): Promise<void>
  find(id: string): Promise<ProductSession | null>
  /** Moves `seenAt` forward. */
  touch(id: string, at: number): Promise<void>
  keepApps(id: string, apps: readonly App[], at: number): Promise<void>
  countOfTenant(tenantId: string): Promise<number>
  delete(id: string): Promise<boolean>
  /** Each `deleteOf…` says how many it deleted. */
  deleteOfUser(userId: string): Promise<number>
  deleteOfTenant(tenantId: string): Promise<number>
  deleteOfLink(linkId: string): Promise<number>
  deleteOfIssuer(issuer: string): Promise<number>
  /**
   * MEMBER_EPOCH: sessions of a member that began under a lower epoch.
   *
   * @returns one holder for each session, as do the next two
   */
  deleteBelowEpoch(
    issuer: string,
    organizationId: string,
    subject: string,
    epoch: number,
  ): Promise<readonly SessionHolder[]>
  /** Sessions that came of one session at the hub; where a subject is named, too, of that subject alone. */
  deleteOfHubSession(issuer: string, sid: string, subject: string | null): Promise<readonly SessionHolder[]>
  /**
   * Sessions of a person, in one organization or in every one of theirs.
   *
   * @param issuedUntil only those whose ID token is not newer; null for all
   */
  deleteOfSubject(
    issuer: string,
    whose: { readonly subject: string; readonly organizationId: string | null },
    issuedUntil: number | null,
  ): Promise<readonly SessionHolder[]>
  deleteExpired(at: number, seenBefore: number, signal?: AbortSignal): Promise<void>
  adoptIssuer(former: readonly string[], issuer: string): Promise<void>
}
