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

/** By the operations' own rules, so that a refusal says what came. */
export const name = typed.refine(passes(readName), { error: ({ input }) => words.badName(String(input)) })
export const email = typed.refine(passes(readEmail), { error: ({ input }) => words.badEmail(String(input)) })
export const username = typed.refine(passes(readUsername), { error: ({ input }) => words.badUsername(String(input)) })
/** What people type as their company when they log in to a product. */
export const companyWord = typed.refine(passes(readUsername), { error: ({ input }) => words.badCompany(String(input)) })

function passes(read: (text: string) => string) {
  return (text: string): boolean => {
    try {
      return read(text) !== ''
    } catch {
      return false
    }
  }
}
