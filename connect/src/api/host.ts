/**
 * Whether a tenant may use the hub. `no_new_links`: existing links stay and their users sign in, but nothing new is
 * linked. `off`: sign-ins are refused, too.
 */
export type Feature = 'on' | 'no_new_links' | 'off'

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly feature: Feature
}

/**
 * Who acts in the product, for the audit: the id of a user, or `operator` for the person who runs it. Without it, the audit
 * says that the product did it.
 */
export type HostActor = string

/** A user of the product. A `contact` can never log in through the hub (A21). */
export interface LocalUser {
  readonly id: string
  readonly tenantId: string
  /** The user's name on pages, such as "tech" or "Alder Tech". For display only, never matched. */
  readonly name: string
  /** What the audit calls the user, such as "Alder Tech"; `name` if absent. */
  readonly fullName?: string
  readonly class: 'employee' | 'contact'
  readonly active: boolean
  /** Whether the user may connect and disconnect the tenant. */
  readonly admin: boolean
  /** The role in the product. The tenant's `LinkPolicy` can name it. */
  readonly role: string
  /** Whether the user can log in without the hub. `unset`: has no password yet. `barred`: must not log in locally. */
  readonly localLogin: 'usable' | 'unset' | 'barred'
}

export interface Tenants<Tx> {
  /**
   * Reads a tenant in the given transaction. On PostgreSQL, read the row `for share`, so that it cannot change before
   * the commit.
   *
   * @returns null if there is no such tenant, also if it was deleted; its id is never used again
   */
  find(tx: Tx, tenantId: string): Promise<Tenant | null>
}

export interface Users<Tx> {
  /**
   * Reads a user in the given transaction. On PostgreSQL, read the row `for share`, so that it cannot change before the
   * commit.
   *
   * @returns null if there is no such user
   */
  find(tx: Tx, userId: string): Promise<LocalUser | null>
  /**
   * Notifies a user who ended their link at the hub. The kit calls it in the commit that ends the link here, so either
   * the mail is queued or the link is still there. If the user has no password (`localLogin: 'unset'`), the mail must
   * say how to set one: without it they cannot log in again. If it throws, the commit is rolled back, and the hub's
   * events wait until it succeeds. Without this callback, the kit notifies no one.
   */
  tellUnlinked?(tx: Tx, userId: string): Promise<void>
}

/** The host's own session of a browser. `productSessionId` is null if the session began with a local login. */
export interface HostSession {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly productSessionId: string | null
}

/** A session that the host begins in the ceremony's commit. */
export interface SessionToBegin {
  readonly tenantId: string
  readonly userId: string
  /** The kit's row behind this session: when the row ends, the session ends. Null means a local session. */
  readonly productSessionId: string | null
  /** The id of the host session that this one replaces (T39: a new id at sign-in and at linking). */
  readonly replaces: string | null
  /**
   * At a sign-in: when the user gave their factors at the hub, in milliseconds since 1970; this can be long before the
   * sign-in. To require a recent proof before an act, compare it, and send the user to
   * `/connect/sign-in?target=PATH&max_age=SECONDS`. Absent or null: this session proves no more than the one that it
   * replaces.
   */
  readonly authenticatedAt?: number | null
}

export interface Sessions<Tx> {
  /**
   * Finds the session of this browser by the host's own cookie. Only reads.
   *
   * @returns null if no user is logged in
   */
  read(request: Request): Promise<HostSession | null>
  /**
   * Begins a session in the commit, and ends `replaces`.
   *
   * @returns the session's id, and `Set-Cookie` values, which the kit sends after the commit
   */
  begin(tx: Tx, session: SessionToBegin): Promise<{ readonly id: string; readonly cookies: readonly string[] }>
  /**
   * Says in the commit of an act whether the acting session still exists. A transaction that ends the session must wait
   * for this commit. A session can end while the kit asks the hub, for example because its user was deactivated or set
   * a password by mail. Without this callback, such a session still links, and is renewed.
   */
  isLive?(tx: Tx, id: string): Promise<boolean>
  /** Ends all other sessions of a user, local ones too, when a link is made or ended (T9). Without it, they stay. */
  endOthers?(tx: Tx, userId: string, exceptSessionId: string): Promise<void>
  /**
   * Ends a user's sessions that began with a local login, if their tenant chose so
   * (`Connect.setLocalSessionPolicy`). The kit calls it in the commit in which the hub ends the user's sessions;
   * it ends those begun through the hub by itself.
   *
   * @returns how many ended
   */
  endLocal?(tx: Tx, userId: string): Promise<number>
  /**
   * Counts a user's live sessions that began with a local login. With it, this product reports to the hub what still
   * opens it to a member whose sessions the hub ended: such a session, or a password of its own. Without it, the
   * product reports nothing, and the hub's page says so.
   */
  countLocal?(tx: Tx, userId: string): Promise<number>
}

/** Pages of the host on which ceremonies end. Each is a path on the host's own origin. */
export interface Paths {
  readonly login: string
  readonly home: string
  /** The user's own settings, with Enable and Disable. */
  readonly mySettings: string
  /** The admin's page with the switch. */
  readonly tenantSettings: string
}
