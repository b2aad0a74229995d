import type { VisitedPage } from '../../web/testing/visitor.ts'

export const REFERENCE = '[0-9A-Z]{4}-[0-9A-Z]{4}'

/** The reference that a page shows with its refusal; empty without one. */
export function referenceOn(page: VisitedPage): string {
  return new RegExp(`Reference (${REFERENCE})`).exec(page.alert().text)?.[1] ?? ''
}
