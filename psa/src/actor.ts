import type { UserId } from './ids.ts'

/** Who acts: a user, or the system's user at the command line. */
export type Actor = UserId | 'operator'
