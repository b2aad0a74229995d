import type { App } from '../records/app.ts'
import type { LinkPolicy } from '../records/link-policy.ts'
import type { Notice } from '../records/notice.ts'
import type { ConnectConfig } from './config.ts'
import type { ConnectHealth, RoundReport, RunningConnect } from './health.ts'
import type { HostActor, HostSession } from './host.ts'
import type { LocalSessionPolicy, SwitchOffPreview, TenantState, UserState } from './states.ts'

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
  /**
   * Decides about new links; users who are linked stay linked. The host must have checked that an admin asks.
   *
   * @param alongside runs in the same commit, first: the host can check there that the admin still may, and write its own
   *   audit entry. If it throws, nothing is changed
   * @throws {Refusal} `link_policy_empty` for a choice of roles or users that names none
   */
  setLinkPolicy(
    tenantId: string,
    policy: LinkPolicy,
    by?: HostActor,
    alongside?: (tx: Tx) => Promise<void>,
  ): Promise<void>

  /**
   * Whether local sessions of linked users end when the hub ends the users' sessions. `stay`, until an admin sets it.
   */
  localSessionPolicy(tenantId: string): Promise<LocalSessionPolicy>
  /**
   * Sets it, from now on. With `end`, a logout or a deactivation at the hub, a logout token or a Security Event Token
   * also ends the user's local sessions here. Unlinking and the end of the tenant's link do not. Users can still log in
   * locally again. The host must have checked that an admin asks.
   *
   * @param alongside as for {@link Connect.setLinkPolicy}
   * @throws {TypeError} for `end`, if the host gave no `Sessions.endLocal`
   */
  setLocalSessionPolicy(
    tenantId: string,
    policy: LocalSessionPolicy,
    by?: HostActor,
    alongside?: (tx: Tx) => Promise<void>,
  ): Promise<void>

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
   * @param alongside runs in the same commit, for example to write the host's own audit entry
   * @returns cookies of the new, local session
   * @throws {Refusal} `user_not_linked`; `attempt_invalid` if the acting session has ended
   */
  unlinkUser(
    acting: HostSession,
    alongside?: (tx: Tx) => Promise<void>,
  ): Promise<{ readonly cookies: readonly string[] }>

  /**
   * Call it on every request of a session begun through the hub. It also counts as a use of the session
   * (`Lifetimes.idle`).
   *
   * @returns false if the session is over, or if the hub's events were not read within `Lifetimes.grace`
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
   * the hub in `tx` (A26), and ends a link of the tenant that they began and the hub has not confirmed.
   *
   * @param act who does it, and what the audit calls the user, because `users.find` no longer finds one who was deleted
   */
  forgetUser(tx: Tx, userId: string, act?: { readonly by?: HostActor; readonly fullName?: string }): Promise<void>
  /**
   * Call it when a tenant's `feature` becomes `off`: ends its sessions through the hub in `tx` (A3).
   *
   * @returns how many ended
   */
  endTenantSessions(tx: Tx, tenantId: string, by?: HostActor): Promise<number>
  /**
   * Call it in `tx` when a right to connect ends, after the change: with `tenantId` when a tenant's `feature` is no longer
   * `on`, with `userId` when a user is no admin any more or sets a password by mail. It ends a link that the hub has not
   * confirmed, of that tenant or begun by that user, and queues the end for the hub. A link that is active stays.
   */
  endConnecting(tx: Tx, of: { readonly tenantId: string } | { readonly userId: string }, by?: HostActor): Promise<void>
  /** Call it when a tenant is deleted: ends its link and attempts in `tx`, and queues the end for the hub (T43). */
  forgetTenant(tx: Tx, tenantId: string, by?: HostActor): Promise<void>

  /** The app menu of a session begun through the hub, as the hub last sent it. Never waits for the hub. */
  apps(productSessionId: string): Promise<readonly App[]>
  /**
   * Takes the notice that a ceremony led this browser to, to show it once. The browser's cookie names it, so that no
   * address makes your page say something. It tells the success of a link only while that link stands, and only to its
   * tenant or user; and a refusal with names in it only to the user whose attempt to link was refused.
   *
   * @param visitor who is logged in, or null if no one is
   * @returns the notice, and cookies to set if you show it: after those it does not come again
   */
  takeNotice(
    request: Pick<Request, 'headers'>,
    visitor: Pick<HostSession, 'tenantId' | 'userId'> | null,
  ): Promise<{ readonly notice: Notice | null; readonly cookies: readonly string[] }>
  /**
   * Finds a notice by the id in the address, as often as it is asked. Pages show what {@link takeNotice} returns instead,
   * because anyone can send a person an address. It tells the success of a link only while that link stands.
   *
   * @param visitor who is logged in, or null if no one is: the success of a link is then told only to its tenant, or to
   *   its user, and a refusal with names in it to the user who tried to link. Without it, the id alone decides
   * @returns null if the id is unknown, older than ten minutes, for someone else, or about a link that has ended
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
