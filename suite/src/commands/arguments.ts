import { isOrganizationId } from '@lanyard/hub/src/ids.ts'
import type { ModuleId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'

const { required } = messages.operator

/** Arguments that several commands take. What a thing must be like is decided by the operation that makes it. */
export const text = z.string({ error: required }).min(1, required)
export const organizationId = text.refine(
  isOrganizationId,
  messages.operator.organizationId,
) as z.ZodType<OrganizationId>
export const moduleId = text as unknown as z.ZodType<ModuleId>
export const optionalText = text.optional()
