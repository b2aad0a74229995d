import { z } from 'zod'
import { type DeploymentId, isAuditId, isDeploymentId, isLinkId } from '../ids.ts'
import type { TenantLinkRequest } from '../tenant-links/tenant-link.ts'

/** The type of `authorization_details` that asks a master to connect a tenant (`docs/protocol.md`). */
export const TENANT_LINK = 'tenant_link'

const named = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) })

const tenantLinkDetail = z
  .object({
    type: z.literal(TENANT_LINK),
    version: z.literal(1),
    link_id: z.string().refine(isLinkId),
    tenant: named,
    deployment: z.string().refine(isDeploymentId),
    user: named,
    audit_id: z.string().refine(isAuditId),
  })
  .transform((detail): TenantLinkRequest => ({
    id: detail.link_id,
    deployment: detail.deployment,
    tenant: detail.tenant,
    user: detail.user,
    auditId: detail.audit_id,
  }))

/** @returns null for a detail that is malformed or names another deployment than the client's */
export function readTenantLinkDetail(detail: unknown, deployment: DeploymentId | null): TenantLinkRequest | null {
  const { data } = tenantLinkDetail.safeParse(detail)
  return data !== undefined && data.deployment === deployment ? data : null
}

/** The tenant link that an authorization request asks for; null where it asks for none. */
export function readTenantLinkRequest(details: unknown, deployment: DeploymentId | null): TenantLinkRequest | null {
  if (typeof details !== 'string') return null
  const [detail]: readonly unknown[] = JSON.parse(details)
  return readTenantLinkDetail(detail, deployment)
}

const userLinking = z.object({
  version: z.literal(1),
  kind: z.literal('user'),
  tenant: named,
  user: named,
  audit_id: z.string(),
})

/** Who wants to link an account to their user in a product; for the page that names both (A14). Display only. */
export type UserLinking = Pick<z.infer<typeof userLinking>, 'tenant' | 'user'>

/** @returns null for anything but a well-formed `linking` parameter */
export function readUserLinking(parameter: unknown): UserLinking | null {
  if (typeof parameter !== 'string') return null
  try {
    return userLinking.parse(JSON.parse(parameter))
  } catch {
    return null
  }
}
