export interface LogoutTokenRecords {
  /**
   * Notes that a logout token was used, by compare-and-set: two callers at once, one gets true.
   *
   * @param expiresAt until when it could be used again
   */
  use(issuer: string, jti: string, expiresAt: number): Promise<boolean>
  deleteExpired(at: number, signal?: AbortSignal): Promise<void>
}
