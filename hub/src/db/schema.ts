import type { OutboxColumns } from '@lanyard/mail'
import type { LoopClaimTables } from '@lanyard/storage'
import type { AuditChainTables } from '@lanyard/storage/audit-chain'
import type { Generated } from 'kysely'
import type { Actor } from '../actor.ts'
import type { Instant } from '../clock.ts'
import type {
  AccountId,
  AuditId,
  AuthenticatorId,
  DeploymentId,
  InvitationId,
  LinkId,
  LogoutId,
  MemberId,
  ModuleId,
  NoticeId,
  OrganizationId,
  PasskeyId,
  ProvisioningTokenId,
} from '../ids.ts'
import type { OidcTables } from './oidc-tables.ts'

/** Tables of the durable database; `docs/storage.md` says what each is for and how long its rows live. */
export interface Ledger extends AuditChainTables, LoopClaimTables {
  organizations: OrganizationsTable
  accounts: AccountsTable
  passwords: PasswordsTable
  authenticators: AuthenticatorsTable
  passkeys: PasskeysTable
  recovery_codes: RecoveryCodesTable
  session_ends: SessionEndsTable
  access_ends: AccessEndsTable
  password_resets: PasswordResetsTable
  email_changes: EmailChangesTable
  devices: DevicesTable
  organization_choices: OrganizationChoicesTable
  members: MembersTable
  invitations: InvitationsTable
  invitation_mails: { organization: OrganizationId; email_key: string; at: number }
  provisioning_tokens: ProvisioningTokensTable
  modules: ModulesTable
  deployments: DeploymentsTable
  subscriptions: SubscriptionsTable
  organization_module_urls: OrganizationModuleUrlsTable
  member_module_urls: MemberModuleUrlsTable
  tenant_links: TenantLinksTable
  hub_feeds: HubFeedsTable
  hub_events: HubEventsTable
  hub_sessions: HubSessionsTable
  product_sessions: ProductSessionsTable
  logout_deliveries: LogoutDeliveriesTable
  user_links: UserLinksTable
  clients: ClientsTable
  signing_keys: SigningKeysTable
  notices: NoticesTable
  audit: AuditTable
}

/** Tables of the database for what lives minutes. */
export interface Short extends OidcTables {
  tries: TriesTable
}

interface OrganizationsTable {
  id: OrganizationId
  name: string
  created_at: Instant
  /** How long a sign-in session serves here, in all and without a request; milliseconds, null as configured. */
  session_total: number | null
  session_idle: number | null
  /** Since when no one signs in with it; null as long as it may be used. */
  suspended_at: Instant | null
}

interface AccountsTable {
  id: AccountId
  username: string
  /** The username as it is compared: NFKC, lower case. Unique. */
  username_key: string
  name: string
  email: string
  email_verified_at: Instant | null
  created_at: Instant
  /** BCP 47; null for the hub's own. */
  language: string | null
  /** Until then nothing is linked to the account; null where it never was reset. */
  linking_paused_until: Instant | null
  /** Hub sessions whose login is older are over, but for `kept_session`; unfinished logins that began before, too. */
  sessions_from: Instant | null
  /** `uid` of the one session that an act of its own has spared. */
  kept_session: string | null
  /** Null again once a new factor is there. */
  second_factor_reset_at: Instant | null
  /** Since when only the id is left of it. */
  deleted_at: Instant | null
}

interface PasswordsTable {
  account: AccountId
  hash: string
  set_at: Instant
}

interface AuthenticatorsTable {
  id: AuthenticatorId
  account: AccountId
  /** Envelope around the raw key. */
  secret_sealed: string
  /** The login, or the session, that set it up: no one confirms a key that another browser was shown. */
  ceremony: string
  created_at: Instant
  /** Null until a first code has proved that the app holds the key. */
  confirmed_at: Instant | null
  /** The last 30-second step whose code was taken; codes of that step and earlier ones are used. */
  last_step: number
  /** Given by its owner; null for the usual one. */
  name: string | null
  last_used_at: Instant | null
}

interface PasskeysTable {
  id: PasskeyId
  account: AccountId
  /** base64url; unique. */
  credential_id: string
  /** COSE key, base64url. */
  public_key: string
  /** Signature counter; 0 for authenticators that do not count. */
  counter: number
  /** JSON array of AuthenticatorTransport. */
  transports: string
  /** 1 where the passkey is kept in more than one place. */
  synced: 0 | 1
  name: string | null
  created_at: Instant
  last_used_at: Instant | null
}

/** Sessions of an account that an act has ended; done once those who keep sessions have heard of it. */
interface SessionEndsTable {
  id: string
  account: AccountId
  kept_session: string | null
  /** Sessions that were logged in by then are meant. */
  at: Instant
  /** Null for ends from before this was kept. */
  audit_id: AuditId | null
  done_at: Instant | null
}

/** A client's access that a person took back, and how often. */
interface AccessEndsTable {
  account: AccountId
  client: string
  term: number
  at: Instant
}

interface PasswordResetsTable {
  token_hash: string
  account: AccountId
  created_at: Instant
  expires_at: Instant
  /** Used, or void because another link was used or the password changed. */
  ended_at: Instant | null
}

interface EmailChangesTable {
  token_hash: string
  account: AccountId
  /** The new address, to which the link went. */
  email: string
  created_at: Instant
  expires_at: Instant
  ended_at: Instant | null
}

interface DevicesTable {
  /** Hash of the value that the browser's cookie holds. */
  id_hash: string
  account: AccountId
  user_agent: string
  first_seen_at: Instant
  last_seen_at: Instant
}

interface OrganizationChoicesTable {
  account: AccountId
  module: ModuleId
  organization: OrganizationId
  chosen_at: Instant
}

interface RecoveryCodesTable {
  account: AccountId
  code_hash: string
  used_at: Instant | null
}

interface MembersTable {
  id: MemberId
  organization: OrganizationId
  /** Null until the invitation is accepted. */
  account: AccountId | null
  /** Where the invitation went; display only once an account is there. */
  email: string
  /** The address in lower case. */
  email_key: string
  role: 'master' | 'member'
  status: 'invited' | 'active' | 'inactive'
  status_at: Instant
  status_by: Actor
  /** Raised whenever what was said about this person before must no longer count. */
  epoch: number
  /** Of the right to be here; what carries an earlier one opens nothing. */
  term: Generated<number>
  /** Since when an inactive member is none any more; the row keeps the epoch for a member who comes back. */
  removed_at: Instant | null
}

interface InvitationsTable {
  id: InvitationId
  member: MemberId
  token_hash: string
  created_at: Instant
  created_by: Actor
  expires_at: Instant
  /** Used, replaced by a newer one, or withdrawn. */
  ended_at: Instant | null
  /** Who has since made it an invitation as master; null where no one has. */
  raised_by: Actor | null
  /** Since when one of the two has lost the right to invite, and which; null where neither has. */
  voided_at: Instant | null
  void_giver: Actor | null
}

interface ProvisioningTokensTable {
  id: ProvisioningTokenId
  organization: OrganizationId
  /** What the operator calls the directory that holds it. */
  name: string
  token_hash: string
  created_at: Instant
  created_by: Actor
  /** To the minute; null until it was first presented. */
  last_used_at: Instant | null
  ended_at: Instant | null
}

interface ModulesTable {
  id: ModuleId
  name: string
  position: number
}

interface DeploymentsTable {
  id: DeploymentId
  module: ModuleId
  region: 'us' | 'uk' | 'apac'
  /** Null where only the configuration says it. */
  origin: string | null
}

interface SubscriptionsTable {
  organization: OrganizationId
  module: ModuleId
  since: Instant
}

interface OrganizationModuleUrlsTable {
  organization: OrganizationId
  module: ModuleId
  deployment: DeploymentId
  set_at: Instant
  set_by: Actor
}

interface MemberModuleUrlsTable {
  member: MemberId
  module: ModuleId
  deployment: DeploymentId
  set_at: Instant
}

/** One row per linking attempt that reached the hub, for ever (HUB_TOMBSTONE). */
export interface TenantLinksTable {
  id: LinkId
  module: ModuleId
  deployment: DeploymentId
  state: 'approved' | 'active' | 'ended'
  /** These are null in one case: the product ended an id that no master ever approved. */
  organization: OrganizationId | null
  tenant: string | null
  tenant_name: string | null
  user_id: string | null
  user_name: string | null
  approved_by: MemberId | null
  approved_at: Instant | null
  lapses_at: Instant | null
  /** 1 for "Connect and link me". */
  links_user: 0 | 1
  /** The hub session to end with the ceremony ("Connect only"); null once it is ended. */
  session_uid: string | null
  activated_at: Instant | null
  ended_at: Instant | null
  ended_by: Actor | null
  end_reason: EndReason | null
  audit_id: AuditId
}

/**
 * Why a link ended. `lapsed`: not confirmed in time; `superseded`: the same pair approved a newer attempt;
 * `approver_not_master`: the approver was no longer an active master at the confirm; `ended_by_product`: switched off or given up
 * there; `severed`: disconnected at the hub.
 */
export type EndReason = 'lapsed' | 'superseded' | 'approver_not_master' | 'ended_by_product' | 'severed'

interface HubFeedsTable {
  deployment: DeploymentId
  /** Number of the newest event; 0 before the first. */
  last: number
  /** Events up to this number are gone from the log. */
  pruned_to: number
  /** Up to this event the product was told that there is something to pull. */
  hinted_to: number
  /** Up to this event the product said that everything is applied, by asking for what comes after. */
  acknowledged_to: number
  /** Up to this event the operator was told that the product stays away. */
  alarmed_to: number
  /** What the product announced with its last request for events, separated by blanks. */
  features: Generated<string>
}

interface HubEventsTable {
  deployment: DeploymentId
  n: number
  type: 'link_ended' | 'member_epoch' | 'session_ended'
  at: Instant
  audit_id: AuditId
  /** JSON of what the type carries. */
  payload: string
  /** Whose masters may see what became of it; null for events from before this was kept. */
  organization: OrganizationId | null
  /** Whom it is about; null where it is about a whole tenant link. */
  account: AccountId | null
  /** When the product was told to pull it. */
  sent_at: Instant | null
  /** When the product said that it is applied. */
  acknowledged_at: Instant | null
  /** Why the product could not be told to pull. */
  last_error: string | null
  /** 1 where the product that said so also tells who may still get in. */
  awaits_access: Generated<number>
  /** JSON of what it said of that; null before. */
  remaining_access: string | null
}

/** A session at the hub, as the ledger knows it; the lock between sign-ins through it and its end. */
interface HubSessionsTable {
  uid: string
  /** When a client was last added to it, or when it was ended. */
  seen_at: Instant
  ended_at: Instant | null
  /** Since when the short-lived database has its tombstone. */
  entombed_at: Instant | null
}

interface ProductSessionsTable {
  client: string
  /** The session's name at that client; no other session, and no other client, has it. */
  sid: string
  hub_session: string
  account: AccountId
  /** In which the client last got a sign-in. */
  organization: OrganizationId
  first_at: Instant
  /** To the day. */
  last_at: Instant
  ended_at: Instant | null
}

interface LogoutDeliveriesTable {
  id: LogoutId
  client: string
  sid: string
  hub_session: string
  account: AccountId
  /** In which the client got its sign-in; null for logouts from before this was kept. */
  organization: OrganizationId | null
  audit_id: AuditId
  queued_at: Instant
  tries: number
  /** From when a node may take it; the node that takes it moves this on first. */
  next_try_at: Instant
  /** When the last try began. */
  sent_at: Instant | null
  /** Milliseconds that the last try took. */
  took_ms: number | null
  answered_at: Instant | null
  failed_at: Instant | null
  last_error: string | null
}

interface UserLinksTable {
  link: LinkId
  sub: AccountId
  /** Rises with every report of the product about this person. */
  revision: number
  state: 'linked' | 'unlinked'
  /** When the product first said so; a repeated report leaves it. */
  reported_at: Instant
  /** The member's epoch since they asked to be unlinked; null where they did not, or it is done. */
  unlink_epoch: number | null
}

interface ClientsTable {
  id: string
  name: string
  /** Set where the client is a deployment of the suite. */
  deployment: DeploymentId | null
  /** Set where only members of one organization may use it. */
  organization: OrganizationId | null
  /** JSON: what was registered, without secret. */
  metadata: string
  secret_hash: string | null
  created_at: Instant
}

interface SigningKeysTable {
  kid: string
  alg: 'ES256' | 'RS256'
  /** Envelope around the private JWK. */
  jwk_sealed: string
  created_at: Instant
  /** Null until it signs: it is published before. */
  activated_at: Instant | null
  /** Null for the key that signs, one per algorithm, and for the next one. */
  retired_at: Instant | null
}

interface NoticesTable extends OutboxColumns<NoticeId> {
  kind: string
  recipient: string
  /** Envelope around the JSON of the facts that the mail words: it may hold a link that opens something. */
  details_sealed: string
}

interface AuditTable {
  id: string
  audit_id: AuditId
  at: Instant
  organization: OrganizationId | null
  actor: Actor
  action: string
  /** Id of what was acted upon. */
  subject: string
  /** Whose account it concerns; null where it is no one's. */
  account: AccountId | null
  /** JSON; never a secret. */
  details: string
}

interface TriesTable {
  key: string
  count: number
  last_at: Instant
  blocked_until: Instant
}
