import type { Identity } from './attempts.ts'

/**
 * Until when what the hub said of a person is over, by the hub's own clock: in one organization, or in every one of
 * theirs. Kept for as long as a sign-in by what was said may be under way. Instants of the hub are whole seconds, in
 * milliseconds.
 */
export interface SubjectEndRecords {
  /**
   * Holds the person's ends, locked until the commit, for what begins by an ID token: an end waits, and then finds what
   * has begun.
   *
   * @returns false where the token is not newer than an end: nothing begins by it any more
   */
  hold(
    issuer: string,
    token: Pick<Identity, 'subject' | 'organizationId' | 'issuedAt'>,
    expiresAt: number,
  ): Promise<boolean>
  /**
   * What was said up to an instant is over. An end never goes back to an earlier one. Locked until the commit.
   *
   * @param whose.organizationId null for every organization
   */
  end(
    issuer: string,
    whose: { readonly subject: string; readonly organizationId: string | null },
    endedAt: number,
    expiresAt: number,
  ): Promise<void>
  deleteExpired(at: number, signal?: AbortSignal): Promise<void>
}
