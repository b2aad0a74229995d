import { isOrganizationId } from '@lanyard/hub/src/ids.ts'
import type { ModuleId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { readEmail, readName, readUsername } from '@lanyard/hub/src/names.ts'
import { tidyWhole } from '@lanyard/text'
import { z } from 'zod'
import { messages } from '../messages/en.ts'

const { required, ...words } = messages.operator

/** Arguments that several commands take. What a thing must be like is decided by the operation that makes it. */
export const typed = z.string({ error: required }).min(1, required)
/** What is copied from a list or another screen, such as an id or a username. FT1. */
export const text = z.string({ error: required }).transform(tidyWhole).pipe(z.string().min(1, required))
export const organizationId = text.refine(isOrganizationId, {
  error: ({ input }) => words.organizationId(String(input)),
}) as z.ZodType<OrganizationId>
export const moduleId = text as unknown as z.ZodType<ModuleId>
export const optionalText = text.optional()

/** By the operations' own rules, so that a refusal says what came; as it is kept from then on. */
export const name = typed.transform(readBy(readName, words.badName))
export const email = typed.transform(readBy(readEmail, words.badEmail))
export const username = typed.transform(readBy(readUsername, words.badUsername))
/** What people type as their company when they log in to a product. */
export const companyWord = typed.transform(readBy(readUsername, words.badCompany))

function readBy(read: (text: string) => string, describe: (given: string) => string) {
  return (given: string, context: z.RefinementCtx): string => {
    try {
      return read(given)
    } catch {
      context.addIssue(describe(given))
      return z.NEVER
    }
  }
}
