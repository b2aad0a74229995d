/** The kit's tables, column by column as in `migrations/`. Instants are milliseconds since 1970. */
export interface ConnectTables {
  connect_attempts: AttemptsTable
  connect_tenant_links: TenantLinksTable
  connect_owed_ends: OwedEndsTable
  connect_user_links: UserLinksTable
  connect_product_sessions: ProductSessionsTable
  connect_link_reports: LinkReportsTable
  connect_hub_cursor: { issuer: string; position: number; pulled_at: number }
  connect_member_epochs: { issuer: string; organization_id: string; subject: string; epoch: number }
  connect_hub_sessions: { issuer: string; sid: string; ended: number; expires_at: number }
  connect_subject_ends: {
    issuer: string
    subject: string
    organization_id: string
    ended_at: number
    expires_at: number
  }
  connect_logout_tokens: { issuer: string; jti: string; expires_at: number }
  connect_notices: { id: string; notice: string; at: number }
  connect_local_session_ends: { tenant_id: string; wanted_at: number }
  connect_link_policies: { tenant_id: string; policy: string }
  connect_remaining_access: {
    issuer: string
    n: number
    audit_id: string
    subject: string
    user_id: string | null
    tries: number
    next_try_at: number
    expires_at: number
  }
  connect_audit: AuditTable
  connect_audit_names: AuditNamesTable
  connect_sign_in_ends: { id: string; ended_at: number }
}

interface AttemptsTable {
  id: string
  kind: string
  secret_hash: string
  tenant_id: string | null
  user_id: string | null
  session_id: string | null
  target: string | null
  audit_id: string
  started_at: number
  expires_at: number
  question: string | null
  consumed_at: number | null
  landing: string | null
}

interface TenantLinksTable {
  id: string
  tenant_id: string
  issuer: string
  organization_id: string
  organization_name: string
  state: string
  admin_user_id: string
  admin_name: string
  subject: string | null
  account_name: string | null
  member_epoch: number
  audit_id: string
  pending_at: number
  active_at: number | null
  ended_at: number | null
  ended_by: string | null
  ended_reason: string | null
  module_url: string | null
  suspended_at: number | null
  checked_at: number
  tries: number
  next_try_at: number
}

interface OwedEndsTable {
  link_id: string
  tenant_id: string
  organization_name: string
  audit_id: string
  owed_at: number
  acknowledged_at: number | null
  tries: number
  next_try_at: number
}

interface UserLinksTable {
  id: string
  tenant_id: string
  user_id: string
  issuer: string
  organization_id: string
  organization_name: string
  subject: string
  account_name: string
  member_epoch: number
  state: string
  link_id: string | null
  linked_at: number
  last_used_at: number | null
}

interface ProductSessionsTable {
  id: string
  tenant_id: string
  user_id: string
  link_id: string
  issuer: string
  organization_id: string
  subject: string
  sid: string | null
  member_epoch: number
  issued_at: number
  started_at: number
  seen_at: number
  expires_at: number
  apps: string | null
  apps_at: number | null
}

interface LinkReportsTable {
  link_id: string
  subject: string
  version: number
  state: string
  delivered_version: number
  tries: number
  next_try_at: number
}

interface AuditTable {
  id: string
  audit_id: string
  at: number
  action: string
  tenant_id: string | null
  user_id: string | null
  link_id: string | null
  details: string
  actor: string | null
  name_hashes: string | null
}

interface AuditNamesTable {
  entry: string
  role: string
  person: string | null
  salt: string
  name: string
}
