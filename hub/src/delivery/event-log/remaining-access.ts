import { z } from 'zod'

/** What still opens a product to a member whose sessions the hub ended there. */
export const ACCESS = ['local_password', 'local_session'] as const

export type Access = (typeof ACCESS)[number]

/** What a product said of one event (feature `ends`). It is shown, and decides nothing. */
export interface RemainingAccess {
  /** Whether a user of the product is linked to the member. */
  readonly linked: boolean
  readonly access: readonly Access[]
  /** The page of the product that changes it, as a path on its own origin. */
  readonly settings: string | null
}

const schema = z.object({
  linked: z.boolean(),
  access: z.array(z.enum(ACCESS)),
  settings: z.string().nullable(),
})

export const writeRemainingAccess = (said: RemainingAccess): string => JSON.stringify(said)

export function readRemainingAccess(text: string): RemainingAccess {
  return schema.parse(JSON.parse(text))
}
