/** At most so many tries in a window that begins with the first one. */
export interface Limit {
  /** What is limited, in words that no other limit uses; stored as a digest. */
  readonly what: readonly string[]
  readonly most: number
  /** Seconds. */
  readonly window: number
}

const QUARTER_HOUR = 900

/**
 * What holds for one try of a password. The first limit stops a guesser and, coming from elsewhere, never touches the
 * owner; the second stops whoever tries many accounts; the third stops many sources on one account, and gives way to
 * a password set by mail.
 */
export function passwordLimits(account: readonly string[], source: string) {
  return {
    accountFromSource: { what: ['password', ...account, 'from', source], most: 10, window: QUARTER_HOUR },
    source: { what: ['password from', source], most: 200, window: QUARTER_HOUR },
    account: { what: ['password', ...account], most: 100, window: QUARTER_HOUR },
  } satisfies Record<string, Limit>
}

/** Mails with a link to set a password. */
export function resetLimits(account: readonly string[], source: string) {
  return {
    account: { what: ['reset', ...account], most: 5, window: QUARTER_HOUR },
    source: { what: ['reset from', source], most: 50, window: QUARTER_HOUR },
  } satisfies Record<string, Limit>
}
