import { z } from 'zod'
import { type DeploymentId, isAuditId, isDeploymentId, isLinkId } from '../ids.ts'
import type { TenantLinkRequest } from '../connections/tenant-links/tenant-link.ts'

/** The type of `authorization_details` that asks a master to connect a tenant (`docs/protocol.md`). */
export const TENANT_LINK = 'tenant_link'

/**
 * What a product calls a company or a person stands in sentences of the page that a master decides by, and in the ledger:
 * nothing in it turns the direction of writing, ends a line, or is no character at all. W-4.
 */
const plain = z
  .string()
  .min(1, 'is empty')
  .max(200, 'has more than 200 characters')
  .refine(
    (text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]/u.test(text),
    'has a control character, an end of line, or a character that changes the direction of writing',
  )

/** Blanks are refused; version 1 takes other names of which nothing can be seen, and they are kept as they came. */
const named = z.object({ id: plain, name: plain.refine((text) => text.trim() !== '', 'is blank') })

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
function readTenantLinkDetail(detail: unknown, deployment: DeploymentId | null): TenantLinkRequest | null {
  const { data } = tenantLinkDetail.safeParse(detail)
  return data !== undefined && data.deployment === deployment ? data : null
}

/** What is wrong with a detail, in words for the product's developer; null where nothing is. */
export function mistakeInTenantLink(detail: unknown, deployment: DeploymentId | null): string | null {
  const { data, error } = tenantLinkDetail.safeParse(detail)
  if (error) return firstMistake('the tenant_link', error)
  return data.deployment === deployment ? null : 'the tenant_link is of another deployment'
}

/** The same of a `linking` parameter. */
export function mistakeInUserLinking(parameter: string): string | null {
  const { error } = userLinking.safeParse(parseOr(parameter))
  return error ? firstMistake('linking', error) : null
}

function firstMistake(what: string, { issues: [first] }: z.ZodError): string {
  const where = first?.path.join('.') ?? ''
  if (where === 'version') return `version_unsupported: this hub speaks version 1 of ${what}`
  return `${what} is malformed: ${where} ${first?.code === 'custom' || first?.message.startsWith('Invalid') === false ? first.message : 'is not as it has to be'}`
}

function parseOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
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
  return typeof parameter === 'string' ? (userLinking.safeParse(parseOr(parameter)).data ?? null) : null
}
