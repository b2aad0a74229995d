/**
 * The kit's public contract: the options and callbacks that a host gives to {@link CreateConnect}, and the
 * {@link Connect} that it gets.
 *
 * `Tx` is the transaction that the store passes to the host's callbacks (`Transaction<DB>` with the Kysely store). They
 * read and write in it, so one commit decides a link, the user's class, the tenant's feature and the session.
 */

import type { App } from './records/app.ts'
import type { LinkPolicy } from './records/link-policy.ts'
import type { Notice, NoticeCode } from './records/notice.ts'
import type { ConnectStore } from './records/store.ts'

export type { App, ConnectStore, LinkPolicy, Notice, NoticeCode }
export type { RefusalCode, SuccessCode } from './records/notice.ts'

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

/** A user of the product. A `contact` can never log in through the hub (A21). */
export interface LocalUser {
  readonly id: string
  readonly tenantId: string
  /** The user's name on pages, such as "tech" or "Alder Tech". For display only, never matched. */
  readonly name: string
  readonly class: 'employee' | 'contact'
  readonly active: boolean
  /** Whether the user may connect and disconnect the tenant. */
  readonly admin: boolean
  /** The role in the product. The tenant's {@link LinkPolicy} can name it. */
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
   * ({@link Connect.setLocalSessionPolicy}). The kit calls it in the commit in which the hub ends the user's sessions;
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

/**
 * How a deployment authenticates: with a key (`private_key_jwt`, which a hub requires) or a secret
 * (`client_secret_basic`).
 */
export type Client =
  { readonly id: string; readonly privateKey: ClientKey } | { readonly id: string; readonly secret: string }

/** A private P-256 key as JWK, for ES256. */
export type ClientKey = JsonWebKey & { readonly kid?: string }

/**
 * How to read the ID tokens of a provider that knows nothing of tenant linking. The product is then the only authority
 * over its links: no one reports that a member is gone, or that an organization is connected elsewhere. The README says
 * what still holds and what does not, in "Any OpenID Provider".
 */
export interface ForeignProvider {
  /**
   * The organization of a person: a claim with its id, which never changes and which only the provider sets. If all
   * people at this issuer belong to one organization, its name instead.
   */
  readonly organization: { readonly claim: ClaimPath; readonly nameClaim?: ClaimPath } | { readonly name: string }
  /** Who may connect an organization (A4): a person whose claim is, or contains, one of the values. */
  readonly masters: { readonly claim: ClaimPath; readonly values: readonly string[] } | 'every_member'
  /**
   * What a login must prove: its `acr` is one of these, or its `amr` contains one of these. `left_to_provider` trusts
   * the provider to ask for a second factor by its own policy.
   */
  readonly assurance: { readonly acr?: readonly string[]; readonly amr?: readonly string[] } | 'left_to_provider'
  /**
   * Linking needs a login that was made for it. `auth_time`: the token proves it. `only_asked_for`: the kit asks for it
   * (`prompt=login`, `max_age=0`) and trusts the provider, whose tokens do not say when a person logged in.
   */
  readonly freshness: 'auth_time' | 'only_asked_for'
  /** The algorithm of ID tokens. RS256 by default. */
  readonly idTokenAlgorithm?: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
  /** `openid profile email` by default. */
  readonly scope?: string
  /**
   * Issuer and audience of its Security Event Tokens, if they differ from those of its ID tokens. Google's issuer, for
   * example, has a slash at its end there. The keys are those of ID tokens.
   */
  readonly securityEvents?: { readonly issuer?: string; readonly audience?: string }
  /** More parameters for every authorization request, such as Google's `hd`. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** A claim's name. For a claim inside objects, the names from the outermost object to the claim. */
export type ClaimPath = string | readonly string[]

export interface ConnectConfig<Tx> {
  /** The hub's issuer, exactly as in its tokens. A slash at the end of a hub's issuer does not matter. */
  readonly issuer: string
  /** Former names of the issuer. Links that were made under them stay valid. */
  readonly formerIssuers?: readonly string[]
  /** This deployment's client at the hub. */
  readonly client: Client
  /** Describes a provider that knows nothing of tenant linking. Without it, `issuer` is a hub. */
  readonly provider?: ForeignProvider
  readonly product: {
    /** Module id in the suite's catalogue, such as `psa`. */
    readonly module: string
    /** Deployment id, such as `psa-us`. */
    readonly deployment: string
    /** Names of the product and of the hub on pages. */
    readonly name: string
    readonly hubName: string
    /**
     * The origin at which browsers reach this product, such as `https://psa.example`. Redirect URIs use only this one.
     */
    readonly origin: string
  }
  readonly store: ConnectStore<Tx>
  readonly tenants: Tenants<Tx>
  readonly users: Users<Tx>
  readonly sessions: Sessions<Tx>
  readonly paths: Paths
  /**
   * Renders the page that asks "You are logged in as {current}. Continue as {other}?" (A28). A plain page by default.
   */
  readonly renderChoice?: (choice: Choice) => Response | Promise<Response>
  readonly lifetimes?: Partial<Lifetimes>
  /**
   * Receives one entry per refusal and failure, never with a secret. By default, warnings and errors go to the console.
   */
  readonly log?: (entry: LogEntry) => void
  /** The clock for the kit's own rows, in milliseconds since 1970. `Date.now` by default. */
  readonly now?: () => number
}

/** All in seconds; numbers that are not negative. */
export interface Lifetimes {
  /** The time from a ceremony's start to the browser's return. 600. */
  readonly attempt: number
  /** The longest life of a product session begun through the hub. 43200 (12 hours). */
  readonly session: number
  /** The longest time of such a session without a request. 14400 (4 hours). */
  readonly idle: number
  /** How long such sessions work without news from the hub: a sign-in, or a reading of its events. 3600. */
  readonly grace: number
  /**
   * How long the kit remembers a sign-in after its ceremony is over, so that a reloaded page leads to the same place.
   * It always remembers ceremonies that link for a day. 3600.
   */
  readonly signInMemory: number
  /** The pause between two reconcile rounds. 15. */
  readonly round: number
}

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  /** In snake_case, such as `logout_token_refused`, `hub_answer`, `round_failed`. */
  readonly event: string
  /** The reference that the user read, or that the other side got in the answer. */
  readonly reference?: string
  readonly code?: string
  /** The check that failed: the wrong claim or parameter, `signature`, `timeout`, `not_reached`, `refused`, … */
  readonly check?: string
  /** The same in words. If the hub answered, its answer is in `oauth_error`, `description` and `status`. */
  readonly cause?: string
  readonly [detail: string]: unknown
}

/** The page of A28: a form with `method="post"`, this action, these fields as hidden ones, and two submit buttons. */
export interface Choice {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly currentName: string
  readonly otherName: string
  /** The `name` of both submit buttons, and their values. */
  readonly button: { readonly name: 'answer'; readonly continue: 'continue'; readonly keep: 'keep' }
}

/** The state of a tenant's link, for the admin's page. Instants are milliseconds since 1970. */
export type TenantState =
  /** Not linked. `endOwed`: the hub has not yet acknowledged the end of an earlier link. */
  | { readonly state: 'off'; readonly feature: Feature; readonly endOwed: boolean }
  | {
      readonly state: 'connecting'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationName: string
      readonly since: number
    }
  /**
   * The hub does not know the link, for now or permanently. No one signs in by it, and its sessions have ended. It
   * continues by itself when the hub knows it again. The admin can still switch it off.
   */
  | {
      readonly state: 'suspended'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationId: string
      readonly organizationName: string
      readonly since: number
      readonly linkedUsers: number
    }
  | {
      readonly state: 'on'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationId: string
      readonly organizationName: string
      readonly linkedBy: string
      readonly since: number
      readonly linkedUsers: number
      /**
       * Whether the hub's launcher opens this deployment for the organization (A11). Null until the hub has answered.
       */
      readonly moduleUrl: 'here' | 'elsewhere' | 'none' | null
    }

/** The state of one user's link, for the page of their own settings. Instants are milliseconds since 1970. */
export type UserState =
  /** The user cannot link now; `reason` says why. Show no action. */
  | {
      readonly state: 'unavailable'
      readonly reason: 'tenant_not_linked' | 'link_suspended' | 'not_invited' | 'user_barred'
    }
  | { readonly state: 'unlinked' }
  | {
      readonly state: 'linked'
      readonly accountName: string
      readonly organizationName: string
      readonly since: number
      readonly lastUsedAt: number | null
    }

/** Whether local sessions of linked users stay or end when the hub ends the users' sessions. */
export type LocalSessionPolicy = 'stay' | 'end'

/** What switching off would end: linked users, and sessions through the hub. Show it before the act (A19). */
export interface SwitchOffPreview {
  readonly linkedUserIds: readonly string[]
  readonly sessions: number
}

/** Counts of one reconcile round. All are zero if both sides agree. */
export interface RoundReport {
  readonly confirmed: number
  readonly ended: number
  readonly delivered: number
  readonly events: number
  /** Messages without an answer. They stay queued. */
  readonly failed: number
}

/** Why the hub's interface gave no valid answer the last time. The log says the same. */
export interface HubAilment {
  /** Milliseconds since 1970. */
  readonly since: number
  /** The check that failed: `not_reached`, `timeout`, `refused`, `status`, `tenant_linking`, … */
  readonly check: string
  readonly cause: string
  /** The hub's answer, if there was one: OAuth's `error` and `error_description`, or the code of its interface. */
  readonly oauth_error?: string
  readonly description?: string
  readonly status?: number
}

/** The state of a loop of {@link Connect.start}, for a host's readiness check. */
export interface LoopState {
  readonly name: string
  /** Milliseconds since the last turn finished, failed or not. Before the first one: since the start. */
  readonly age: number
  /** Finished turns. */
  readonly turns: number
  /** The loop hangs: no turn has finished for longer than one may take. Take this node out. */
  readonly isLate: boolean
  /** The last turn got no answer. This concerns every node; do not take one out for it. */
  readonly hasFailed: boolean
}

/** The loops that {@link Connect.start} started. */
export interface RunningConnect {
  readonly states: () => readonly LoopState[]
  /** Begins nothing new, and waits a few seconds at most for the turns under way. */
  stop(): Promise<void>
}

/** This process's contact with the hub, for a host's readiness check and its operators. */
export interface ConnectHealth {
  /** When the loop of {@link Connect.start} last finished a round, failed or not. Null before the first. */
  readonly roundEndedAt: number | null
  /**
   * When a node last read the hub's log to its end. Null before the first time. Sessions depend on it
   * ({@link Lifetimes.grace}).
   */
  readonly logReadAt: number | null
  /** Null while the hub answers. */
  readonly ailment: HubAilment | null
}

export interface Connect<Tx> {
  /**
   * Answers requests below `/connect/`. Never throws for bad input.
   *
   * @returns null for every other path
   */
  handle(request: Request): Promise<Response | null>

  /** The state of a tenant's link, for the admin's page with the switch. Never waits for the hub. */
  tenantState(tenantId: string): Promise<TenantState>
  /** Counts the links of all tenants that the hub does not know at the moment, for readiness checks and alarms. */
  suspendedLinks(): Promise<number>
  /** The state of a user's link, for their own settings: it decides whether to show Enable, Disable, or neither. */
  userState(userId: string): Promise<UserState>
  /** The linked users of a tenant by user id, each with the account and the time, for an admin's list. */
  linkedUsers(tenantId: string): Promise<ReadonlyMap<string, { readonly accountName: string; readonly since: number }>>
  /** Which employees may link an account (A14). Everyone, until an admin sets it. */
  linkPolicy(tenantId: string): Promise<LinkPolicy>
  /** Decides about new links; users who are linked stay linked. The host must have checked that an admin asks. */
  setLinkPolicy(tenantId: string, policy: LinkPolicy): Promise<void>

  /**
   * Whether local sessions of linked users end when the hub ends the users' sessions. `stay`, until an admin sets it.
   */
  localSessionPolicy(tenantId: string): Promise<LocalSessionPolicy>
  /**
   * Sets it, from now on. With `end`, a logout or a deactivation at the hub, a logout token or a Security Event Token
   * also ends the user's local sessions here. Unlinking and the end of the tenant's link do not. Users can still log in
   * locally again. The host must have checked that an admin asks.
   *
   * @throws {TypeError} for `end`, if the host gave no {@link Sessions.endLocal}
   */
  setLocalSessionPolicy(tenantId: string, policy: LocalSessionPolicy): Promise<void>

  /** What {@link Connect.switchOff} would end, for the dialog before it. */
  previewSwitchOff(tenantId: string): Promise<SwitchOffPreview>
  /**
   * Ends the tenant's link at once, with or without the hub (A19). In one commit it ends the link and queues its end
   * for the hub. The same commit suspends the user links, ends the sessions through the hub, and makes the acting
   * session local. Then it waits a second at most for the hub's answer. The host must have checked the acting admin's
   * own password before.
   *
   * @param alongside runs in the same commit, for example to mail users who have no password; gets the ids of the users
   *   whose links ended
   * @returns cookies of the acting admin's new, local session, and the number of ended sessions
   * @throws {Refusal} `not_an_admin`; `tenant_not_linked`; `attempt_invalid` if the acting session has ended
   */
  switchOff(
    acting: HostSession,
    alongside?: (tx: Tx, userIds: readonly string[]) => Promise<void>,
  ): Promise<{ readonly cookies: readonly string[]; readonly sessionsEnded: number }>
  /**
   * Deletes the acting user's link, ends their sessions through the hub, and makes the acting session local (A20). The
   * host must have checked the user's own password before.
   *
   * @returns cookies of the new, local session
   * @throws {Refusal} `user_not_linked`; `attempt_invalid` if the acting session has ended
   */
  unlinkUser(acting: HostSession): Promise<{ readonly cookies: readonly string[] }>

  /**
   * Call it on every request of a session begun through the hub. It also counts as a use of the session
   * ({@link Lifetimes.idle}).
   *
   * @returns false if the session is over, or if the hub's events were not read within {@link Lifetimes.grace}
   */
  checkSession(productSessionId: string): Promise<boolean>
  /**
   * Ends a session at a logout here, in the host's own transaction. The user stays logged in at the hub and other
   * products.
   */
  endSession(tx: Tx, productSessionId: string): Promise<void>
  /**
   * Whether you can offer a user who just logged out here to log out everywhere. The provider's metadata say so. Offer
   * a form without fields that posts to `/connect/log-out` (OpenID Connect RP-Initiated Logout 1.0). It first ends a
   * session here that began through the hub. Then it ends the session at the hub, and the hub notifies other products.
   * The browser comes back to `paths.login` with the notice `logged_out_everywhere` or `still_logged_in`.
   *
   * @returns false also if the metadata do not arrive within a second
   */
  canLogOutEverywhere(): Promise<boolean>
  /**
   * Call it when an employee is deactivated, deleted or made a contact. It deletes their link and their sessions through
   * the hub in `tx` (A26).
   */
  forgetUser(tx: Tx, userId: string): Promise<void>
  /**
   * Call it when a tenant's `feature` becomes `off`: ends its sessions through the hub in `tx` (A3).
   *
   * @returns how many ended
   */
  endTenantSessions(tx: Tx, tenantId: string): Promise<number>
  /** Call it when a tenant is deleted: ends its link and attempts in `tx`, and queues the end for the hub (T43). */
  forgetTenant(tx: Tx, tenantId: string): Promise<void>

  /** The app menu of a session begun through the hub, as the hub last sent it. Never waits for the hub. */
  apps(productSessionId: string): Promise<readonly App[]>
  /**
   * Finds the notice of a ceremony. It tells the success of a link only while that link stands.
   *
   * @param visitor who is logged in, or null if no one is: the success of a link is then told only to its tenant, or to
   *   its user. Without it, the id alone decides
   * @returns null if the id is unknown or older than ten minutes
   */
  findNotice(
    id: string | null | undefined,
    visitor?: Pick<HostSession, 'tenantId' | 'userId'> | null,
  ): Promise<Notice | null>

  /**
   * For readiness checks and alarms; sends nothing to the hub. To find a node whose loops hang, use `states()` of
   * {@link start}. An `ailment` concerns every node; do not take one out for it, because local logins still work.
   */
  health(): Promise<ConnectHealth>

  /** Runs one round: events, confirms, owed ends, rechecks, reports. Safe at any time, on any number of nodes. */
  reconcile(): Promise<RoundReport>
  /** Runs a round at once, on hints, and every `lifetimes.round` seconds, until the returned object is stopped. */
  start(): RunningConnect
}

/**
 * @throws {TypeError} one error for all mistakes of the configuration, each with the option, what came and what is
 *   expected
 */
export type CreateConnect = <Tx>(config: ConnectConfig<Tx>) => Connect<Tx>
