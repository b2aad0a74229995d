/** One run of a ceremony, bound to the browser that began it by a secret in a cookie of its own. */
export type Attempt = SignInAttempt | LinkingAttempt

interface AnyAttempt {
  /** Random, 128 bits, never used twice. For `link_tenant` it is the id of the link to come. */
  readonly id: string
  /** SHA-256 of the cookie's secret; the secret itself stays in the browser. */
  readonly secretHash: string
  readonly auditId: string
  readonly startedAt: number
  readonly expiresAt: number
  readonly consumedAt: number | null
  /** Where the first use of the answer led, and as whom; null when it led nowhere. */
  readonly landing: { readonly userId: string; readonly path: string } | null
}

export interface SignInAttempt extends AnyAttempt {
  readonly kind: 'sign_in'
  /** The path first asked for. */
  readonly target: string | null
  /** What waits for the answer to "Continue as …?" (A28); null until it was asked. */
  readonly question: Question | null
}

/** Bound to the host's session too: who links is who began, in the session that began (T2). */
export interface LinkingAttempt extends AnyAttempt {
  readonly kind: 'link_tenant' | 'link_user'
  readonly tenantId: string
  readonly userId: string
  readonly sessionId: string
}

/** A verified sign-in that waits for the person to say whether the session here may be changed. */
export interface Question {
  /** The host session that the person was shown. An answer changes no other. */
  readonly sessionId: string
  readonly identity: Identity
}

/** What a verified ID token says about its member; see `docs/protocol.md`, "On the wire". */
export interface Identity {
  readonly subject: string
  readonly organizationId: string
  readonly organizationName: string
  readonly memberEpoch: number
  /** When the hub said so, by its own clock: whole seconds, in milliseconds. */
  readonly issuedAt: number
  /** When the person gave their factors there; null where the token does not say. Milliseconds. */
  readonly authenticatedAt: number | null
  /** The link that the hub holds active for this organization and deployment. */
  readonly linkId: string | null
  readonly linkedElsewhere: { readonly deployment: string; readonly url: string } | null
  /** "Connect and link me" was chosen. */
  readonly linkUser: boolean
  /** Display only, never matched. */
  readonly accountName: string
  readonly sid: string | null
}

export interface AttemptRecords {
  /**
   * Holds a linking attempt until the commit. Of many callbacks of one attempt the others wait here, before they hold
   * anything that the one which decides needs.
   */
  hold(id: string): Promise<void>
  /** A linking attempt, when it begins. */
  insert(attempt: LinkingAttempt): Promise<void>
  /**
   * ATTEMPT_ONCE: a sign-in, when it comes back: with what came of it, or with its question. Nothing of it stands
   * anywhere before. It is kept where none of its id is there, its time is not over `at`, and it did not begin before
   * {@link killSignIns}; two callers at once: one gets true. An end that comes later waits for the commit.
   *
   * @returns whether it was kept
   */
  keep(attempt: SignInAttempt, at: number): Promise<boolean>
  find(id: string): Promise<Attempt | null>
  /**
   * ATTEMPT_ONCE: marks an attempt as used if it is unused and not expired, by compare-and-set.
   * Two callers at once: one gets true.
   */
  consume(id: string, at: number, landing: { readonly userId: string; readonly path: string } | null): Promise<boolean>
  /** Consumes every open linking attempt of a tenant. */
  killOfTenant(tenantId: string, at: number): Promise<void>
  /** Consumes every open attempt to sign in or to link a user, and keeps none from then on that began until now. */
  killSignIns(at: number): Promise<void>
  /**
   * Deletes attempts that expired before an instant.
   *
   * @param signIns the same for attempts to sign in, of which there are by far the most; never earlier than `instant`
   */
  deleteExpiredBefore(instant: number, signIns?: number, signal?: AbortSignal): Promise<void>
}
