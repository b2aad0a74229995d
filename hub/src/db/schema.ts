import type { FormTables } from '@lanyard/forms'
import type { LoopClaimTables } from '@lanyard/storage'
import type { AuditChainTables } from '@lanyard/storage/audit-chain'
import type { OrganizationId } from '../ids.ts'
import type { OidcTables } from './oidc-tables.ts'
import type {
  OrganizationsTable,
  AccountsTable,
  PasswordsTable,
  AuthenticatorsTable,
  PasskeysTable,
  SessionEndsTable,
  AccessEndsTable,
  PasswordResetsTable,
  EmailChangesTable,
  DevicesTable,
  RecoveryCodesTable,
  MembersTable,
  InvitationsTable,
  ProvisioningTokensTable,
} from './tables/people.ts'
import type {
  OrganizationChoicesTable,
  OrganizationModuleUrlsTable,
  MemberModuleUrlsTable,
  TenantLinksTable,
  UserLinksTable,
} from './tables/connections.ts'
import type {
  HubFeedsTable,
  HubEventsTable,
  HubSessionsTable,
  ProductSessionsTable,
  LogoutDeliveriesTable,
} from './tables/delivery.ts'
import type { ModulesTable, DeploymentsTable, SubscriptionsTable, ClientsTable } from './tables/catalogue.ts'
import type { SigningKeysTable, NoticesTable, AuditNamesTable, AuditTable, TriesTable } from './tables/records.ts'

export type { EndReason } from './tables/connections.ts'

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
  audit_names: AuditNamesTable
}

/** Tables of the database for what lives minutes. */
export interface Short extends OidcTables, FormTables {
  tries: TriesTable
}
