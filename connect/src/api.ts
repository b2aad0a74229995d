/**
 * The kit's public contract: what a host gives to {@link CreateConnect}, and what it gets.
 *
 * `Tx` is whatever the chosen store hands to the host's callbacks so that they read and write in the
 * ceremony's own transaction (`Transaction<DB>` with the Kysely store). A link, the user's class, the
 * tenant's feature and the session are thereby decided in one commit.
 */

import type { App } from './records/app.ts'
import type { LinkPolicy } from './records/link-policy.ts'
import type { Notice, NoticeCode } from './records/notice.ts'
import type { ConnectStore } from './store.ts'

export type { App, ConnectStore, LinkPolicy, Notice, NoticeCode }
export type { RefusalCode, SuccessCode } from './records/notice.ts'

/** May a tenant use the hub? `no_new_links`: what is linked stays and signs in, nothing new is linked. `off`: sign-ins are refused too. */
export type Feature = 'on' | 'no_new_links' | 'off'

export interface Tenant {
  readonly id: string
  readonly name: string
  readonly feature: Feature
}

/** A person in the product. `class: 'contact'` may never log in through the hub (A21). */
export interface LocalUser {
  readonly id: string
  readonly tenantId: string
  /** What the person is called on pages: "tech", "Alder Tech". Display only, never matched. */
  readonly name: string
  readonly class: 'employee' | 'contact'
  readonly active: boolean
  /** May connect and disconnect the tenant. */
  readonly admin: boolean
  /** The product's role, held against the tenant's link policy. */
  readonly role: string
  /** Can the person log in without the hub? `unset`: no password yet; `barred`: may not. */
  readonly localLogin: 'usable' | 'unset' | 'barred'
}

export interface Tenants<Tx> {
  /**
   * On PostgreSQL the implementation reads the row `for share`, so that what it says holds until the commit.
   *
   * @returns null when there is no such tenant (a deleted one is none; its id is never used again)
   */
  find(tx: Tx, tenantId: string): Promise<Tenant | null>
}

export interface Users<Tx> {
  /** On PostgreSQL the implementation reads the row `for share`, so that what it says holds until the commit. */
  find(tx: Tx, userId: string): Promise<LocalUser | null>
  /**
   * The person ended their link at the hub. Called in the commit that ends it here, so that a mail to them is there or
   * the link is: with the way to set a password for who has none (`localLogin: 'unset'`), who could not come in again
   * otherwise. A throw takes the commit back, and the hub's events wait until it succeeds. Left out, nobody is told.
   */
  tellUnlinked?(tx: Tx, userId: string): Promise<void>
}

/** The host's own session of a browser. `productSessionId` is null for a session begun by the local log-in. */
export interface HostSession {
  readonly id: string
  readonly tenantId: string
  readonly userId: string
  readonly productSessionId: string | null
}

/** A session of the host to be begun in the ceremony's commit. */
export interface SessionToBegin {
  readonly tenantId: string
  readonly userId: string
  /** The kit's row that this session lives and dies with; null makes it a local one. */
  readonly productSessionId: string | null
  /** The host session that this one takes the place of (T39: a new id at sign-in and at linking). */
  readonly replaces: string | null
  /**
   * At a sign-in: when the person gave their factors at the hub, which may be long before it. A host that wants a recent proof
   * before an act compares it, and sends the person to `/connect/sign-in?target=PATH&max_age=SECONDS`. Absent or null:
   * this session proves nothing more than the one that it takes the place of.
   */
  readonly authenticatedAt?: number | null
}

export interface Sessions<Tx> {
  /** Who this browser is, by the host's own cookie; null for nobody. Reads only. */
  read(request: Request): Promise<HostSession | null>
  /** Begins a session inside the commit; ends `replaces`. The `Set-Cookie` values go out after it. */
  begin(tx: Tx, session: SessionToBegin): Promise<{ readonly id: string; readonly cookies: readonly string[] }>
  /**
   * Is a session still there, in the commit of what it does? One that ends it waits for this commit. Left out, a session
   * that ended while the hub was asked, because its user was deactivated or set a password by mail, say, still links, and
   * is renewed by it.
   */
  isLive?(tx: Tx, id: string): Promise<boolean>
  /** Ends every other session of a user, local ones too, when a link is made or unmade (T9). Left out, they stay. */
  endOthers?(tx: Tx, userId: string, exceptSessionId: string): Promise<void>
  /**
   * Ends every session of a user that the local log-in began, in the commit in which the hub's word ends theirs, where
   * their tenant wants that ({@link Connect.setLocalSessionPolicy}). Those begun through the hub have their own end.
   *
   * @returns how many ended
   */
  endLocal?(tx: Tx, userId: string): Promise<number>
  /**
   * How many sessions of a user the local log-in began that are alive. With it, this product tells the hub what still
   * opens it to a member whose sessions the hub ended: such a session, or a password of its own. Left out, it does not
   * tell, and the hub's page says that.
   */
  countLocal?(tx: Tx, userId: string): Promise<number>
}

/** Pages of the host that ceremonies lead to; each a path on the host's own origin. */
export interface Paths {
  readonly login: string
  readonly home: string
  /** The person's own settings, with Enable / Disable. */
  readonly mySettings: string
  /** The admin's page with the switch. */
  readonly tenantSettings: string
}

/** How a deployment proves who it is: `private_key_jwt`, which a hub asks for, or `client_secret_basic`. */
export type Client =
  { readonly id: string; readonly privateKey: ClientKey } | { readonly id: string; readonly secret: string }

/** A P-256 key for ES256. */
export type ClientKey = JsonWebKey & { readonly kid?: string }

/**
 * How to read the ID tokens of a provider that knows nothing of tenant linking. The product is then the only authority
 * over its links: it hears of no member's end, and asks nobody whether an organization is connected elsewhere. What
 * holds all the same, and what does not, is in the README, "Any OpenID Provider".
 */
export interface ForeignProvider {
  /**
   * Whose member somebody is: a claim with an organization's id that never changes and that only the provider sets;
   * or, where everybody at this issuer belongs to one organization, that organization's name.
   */
  readonly organization: { readonly claim: ClaimPath; readonly nameClaim?: ClaimPath } | { readonly name: string }
  /** Who may connect an organization (A4): whose claim is, or contains, one of the values. */
  readonly masters: { readonly claim: ClaimPath; readonly values: readonly string[] } | 'every_member'
  /**
   * What a log-in has to be: its `acr` one of these, or its `amr` containing one of these. `left_to_provider` believes
   * that the provider asks for a second factor by its own policy.
   */
  readonly assurance: { readonly acr?: readonly string[]; readonly amr?: readonly string[] } | 'left_to_provider'
  /**
   * Linking takes a log-in made for it. `auth_time`: the token proves it. `only_asked_for`: the provider is asked for
   * it (`prompt=login`, `max_age=0`) and believed, because its tokens do not say when somebody logged in.
   */
  readonly freshness: 'auth_time' | 'only_asked_for'
  /** What ID tokens are signed with; RS256 by default. */
  readonly idTokenAlgorithm?: 'RS256' | 'PS256' | 'ES256' | 'EdDSA'
  /** `openid profile email` by default. */
  readonly scope?: string
  /**
   * How its Security Event Tokens name it and this product, where they do so otherwise than its ID tokens: Google's
   * issuer has a slash at its end there. Their keys are those of ID tokens.
   */
  readonly securityEvents?: { readonly issuer?: string; readonly audience?: string }
  /** Further parameters of every authorization request, such as Google's `hd`. */
  readonly parameters?: Readonly<Record<string, string>>
}

/** A claim's name, or the way to it through claims that are objects. */
export type ClaimPath = string | readonly string[]

export interface ConnectConfig<Tx> {
  /** The hub's issuer, exactly as its tokens say. */
  readonly issuer: string
  /** Names that the issuer had before: links made under them hold. */
  readonly formerIssuers?: readonly string[]
  /** This deployment at the hub. */
  readonly client: Client
  /** Where `issuer` is no hub but a provider that knows nothing of tenant linking; left out, it is a hub. */
  readonly provider?: ForeignProvider
  readonly product: {
    /** Module id in the suite's catalogue, e.g. `psa`. */
    readonly module: string
    /** Deployment id, e.g. `psa-us`. */
    readonly deployment: string
    /** Names as people read them. */
    readonly name: string
    readonly hubName: string
    /** This product's own origin, e.g. `https://psa.example`; redirect URIs are built on it and nothing else. */
    readonly origin: string
  }
  readonly store: ConnectStore<Tx>
  readonly tenants: Tenants<Tx>
  readonly users: Users<Tx>
  readonly sessions: Sessions<Tx>
  readonly paths: Paths
  /** Renders the page that asks "You are logged in as {current}. Continue as {other}?" (A28); a plain one by default. */
  readonly renderChoice?: (choice: Choice) => Response | Promise<Response>
  readonly lifetimes?: Partial<Lifetimes>
  /** Receives one structured line per refusal and failure; never a secret. The console by default, from warnings on. */
  readonly log?: (entry: LogEntry) => void
  /** Milliseconds since 1970; for the kit's own rows only. */
  readonly now?: () => number
}

/** All in seconds. */
export interface Lifetimes {
  /** A ceremony, from its start to the browser's return. 600. */
  readonly attempt: number
  /** A product session begun through the hub, in all. 12 h. */
  readonly session: number
  /** The same, without a request. 4 h. */
  readonly idle: number
  /** How long such sessions are served after the hub's events could not be read any more. 3600. */
  readonly grace: number
  /**
   * How long a sign-in is remembered after its ceremony is over, so that a page that is loaded again leads where it led
   * then. Ceremonies that link are remembered for a day, whatever this says. 3600.
   */
  readonly signInMemory: number
  /** Rests between reconcile rounds. 15. */
  readonly round: number
}

export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error'
  /** In snake_case, such as `logout_token_refused`, `hub_answer`, `round_failed`. */
  readonly event: string
  /** What the person read, or the other side was answered. */
  readonly reference?: string
  readonly code?: string
  /** Which check failed: the claim or parameter that is not right, `signature`, `timeout`, `not_reached`, `refused`, … */
  readonly check?: string
  /** The same in words; beside it `oauth_error`, `description` and `status` are what the hub said. */
  readonly cause?: string
  readonly [detail: string]: unknown
}

/** What the page of A28 shows and posts: a form with `method="post"`, this action and hidden fields, and two buttons. */
export interface Choice {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  readonly currentName: string
  readonly otherName: string
  /** `name` of the two submit buttons and their values. */
  readonly button: { readonly name: 'answer'; readonly continue: 'continue'; readonly keep: 'keep' }
}

/** State of a tenant's link, as the admin's page shows it. */
export type TenantState =
  /** `endOwed`: an earlier link's end has not reached the hub yet. */
  | { readonly state: 'off'; readonly feature: Feature; readonly endOwed: boolean }
  | {
      readonly state: 'connecting'
      readonly feature: Feature
      readonly linkId: string
      readonly organizationName: string
      readonly since: number
    }
  /**
   * The hub does not know the link, for now or for good: nobody signs in, and sessions have ended. It goes on by itself
   * when the hub knows it again; switching off works as ever.
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
      /** Which deployment the hub's launcher sends this organization to (A11); null while the hub has not said. */
      readonly moduleUrl: 'here' | 'elsewhere' | 'none' | null
    }

/** State of one person's link, as My Settings shows it. */
export type UserState =
  /** The action is absent: the tenant is not linked, or this person may not link, and why. */
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

/** What becomes of local sessions of linked people when the hub ends theirs. */
export type LocalSessionPolicy = 'stay' | 'end'

/** What switching off touches; shown before it is done (A19). */
export interface SwitchOffPreview {
  readonly linkedUserIds: readonly string[]
  readonly sessions: number
}

/** What one reconcile round did; all zero when both sides agree. */
export interface RoundReport {
  readonly confirmed: number
  readonly ended: number
  readonly delivered: number
  readonly events: number
  /** Messages that got no answer; they stay queued. */
  readonly failed: number
}

/** Why the hub's interface gave no answer by the book the last time; the same is in the log. */
export interface HubAilment {
  /** Milliseconds since 1970. */
  readonly since: number
  /** Which check failed: `not_reached`, `timeout`, `refused`, `status`, `tenant_linking`, … */
  readonly check: string
  readonly cause: string
  /** What the hub said, where it said something: OAuth's `error` and `error_description`, or the code of its interface. */
  readonly oauth_error?: string
  readonly description?: string
  readonly status?: number
}

/** A loop of {@link Connect.start}, for a host's readiness. */
export interface LoopState {
  readonly name: string
  /** Milliseconds since a turn last came to its end, failed or not; at first, since the start. */
  readonly age: number
  /** Turns that came to their end. */
  readonly turns: number
  /** It stands still: no turn has come to its end for longer than one may take. Take this node out. */
  readonly isLate: boolean
  /** The last turn got no answer. Concerns every node alike, and is no reason to take one out. */
  readonly hasFailed: boolean
}

/** What {@link Connect.start} started. */
export interface RunningConnect {
  readonly states: () => readonly LoopState[]
  /** Begins nothing new, and waits for what is under way, a few seconds at most. */
  stop(): Promise<void>
}

/** How this process stands with the hub, for a host's readiness and its operators. */
export interface ConnectHealth {
  /** When the loop of {@link Connect.start} last came to the end of a round, failed or not; null before the first. */
  readonly roundEndedAt: number | null
  /** When the hub's log was last read to its head, by whichever node; null where it never was. Sessions hang on it. */
  readonly logReadAt: number | null
  /** Null while the hub answers. */
  readonly ailment: HubAilment | null
}

export interface Connect<Tx> {
  /** Answers requests below `/connect/`; null for every other path. Never throws for bad input. */
  handle(request: Request): Promise<Response | null>

  /** How a tenant's link stands, for the admin's page with the switch. */
  tenantState(tenantId: string): Promise<TenantState>
  /** How many links the hub does not know at the moment, over all tenants; for readiness and alarms. */
  suspendedLinks(): Promise<number>
  /** How a person's link stands, for their own settings: whether to show Enable, Disable, or neither. */
  userState(userId: string): Promise<UserState>
  /** Per user id, for an admin's list: who is linked, to which account. */
  linkedUsers(tenantId: string): Promise<ReadonlyMap<string, { readonly accountName: string; readonly since: number }>>
  /** Whom the admin lets link an account (A14); everyone before it was ever set. */
  linkPolicy(tenantId: string): Promise<LinkPolicy>
  /** Concerns links to come; who is linked already stays so. The host has checked that an admin asks. */
  setLinkPolicy(tenantId: string, policy: LinkPolicy): Promise<void>

  /** What becomes of local sessions of linked people when the hub ends theirs; they stay before it was ever set. */
  localSessionPolicy(tenantId: string): Promise<LocalSessionPolicy>
  /**
   * Decides it, from now on. With `end`, whatever ends a person's sessions at the hub ends their local ones here as
   * well: a log-out there, a deactivation, a logout token, a Security Event Token. Unlinking does not, and neither does
   * the end of the tenant's link. Nobody is kept from logging in locally again. The host has checked that an admin asks.
   *
   * @throws {TypeError} `end`, where the host gave no {@link Sessions.endLocal}
   */
  setLocalSessionPolicy(tenantId: string, policy: LocalSessionPolicy): Promise<void>

  /** What {@link Connect.switchOff} would touch, for the dialog before it. */
  previewSwitchOff(tenantId: string): Promise<SwitchOffPreview>
  /**
   * Ends the tenant's link here and now, hub or no hub (A19): link ended, end owed to the hub, user links
   * suspended, sessions begun through the hub gone, the acting session made local: one commit. The host has
   * proved the acting admin's own password before.
   *
   * @param alongside what the host does in the same commit, such as mailing those who have no password of their own;
   *   it gets the users whose links ended
   * @returns cookies of the acting admin's new, local session
   * @throws {Refusal} `not_an_admin`, `tenant_not_linked`
   */
  switchOff(
    acting: HostSession,
    alongside?: (tx: Tx, userIds: readonly string[]) => Promise<void>,
  ): Promise<{ readonly cookies: readonly string[]; readonly sessionsEnded: number }>
  /**
   * Deletes the acting person's user link, ends their sessions through the hub, makes the acting one local (A20).
   * The host has proved their password before.
   * @throws {Refusal} `user_not_linked`
   */
  unlinkUser(acting: HostSession): Promise<{ readonly cookies: readonly string[] }>

  /** Is the row behind this session alive? Asked on every request of a session begun through the hub; keeps it from idling out. */
  checkSession(productSessionId: string): Promise<boolean>
  /** Log-out here: ends the row in the host's own commit. The person stays logged in at the hub, and in other products. */
  endSession(tx: Tx, productSessionId: string): Promise<void>
  /**
   * May somebody who just logged out here be offered to log out everywhere? The provider says so in its metadata. A form
   * without fields that posts to `/connect/log-out` does it: it ends the session at the hub, and with it those of every
   * product that hears of it (OpenID Connect RP-Initiated Logout 1.0), and comes back to `paths.login` with a notice,
   * `logged_out_everywhere` or `still_logged_in`. A session here that began through the hub and is still alive ends first.
   *
   * @returns false, too, where the metadata cannot be had within a second
   */
  canLogOutEverywhere(): Promise<boolean>
  /** Employee deactivated, deleted or made a contact: user link and sessions go in the host's own commit (A26). */
  forgetUser(tx: Tx, userId: string): Promise<void>
  /** The tenant's feature was taken away with its links: sessions through the hub end in the host's own commit (A3). */
  endTenantSessions(tx: Tx, tenantId: string): Promise<number>
  /** The tenant is deleted: link ended with its end owed, attempts killed, in the host's own commit (T43). */
  forgetTenant(tx: Tx, tenantId: string): Promise<void>

  /** The app menu of a session begun through the hub; never waits for the hub. */
  apps(productSessionId: string): Promise<readonly App[]>
  /** What a ceremony had to say; null when unknown or older than ten minutes. */
  findNotice(id: string | null | undefined): Promise<Notice | null>

  /**
   * For readiness and alarms; asks nothing of the hub. A node whose loops stand still is told by `states()` of {@link start};
   * an `ailment` concerns every node and is no reason to take one out, because local log-ins work on.
   */
  health(): Promise<ConnectHealth>

  /** One round: events, confirms, owed ends, rechecks, reports. Safe to run at any time, on any number of nodes. */
  reconcile(): Promise<RoundReport>
  /** Runs a round at once, on hints, and every `lifetimes.round` seconds until the returned object is stopped. */
  start(): RunningConnect
}

/** @throws {TypeError} one for all mistakes of the configuration, each with the option, what came and what is expected */
export type CreateConnect = <Tx>(config: ConnectConfig<Tx>) => Connect<Tx>
