import type { Run } from './run.ts'

/**
 * One step of a run. `id` numbers it in the run that it was made for, and names what it begins, so that a run with
 * steps left out still means the same by the rest.
 */
export interface AnyStep {
  readonly id: number
  readonly verb: string
  /** The name of the attempt, the message or the link's attempt that it is about. */
  readonly on?: string
  /** A tenant, a member, an employee, or which of several answers. */
  readonly tenant?: number
  readonly member?: number
  readonly employee?: number
  readonly product?: number
  readonly nth?: number
  /** Each step says what it chooses between. */
  readonly flag?: boolean
}

/** What a step may have changed; null where it could not be taken. */
export type Effect = {
  readonly hub?: true
  /** One product, or all. */
  readonly product?: number | 'all'
  /** The links that it may have changed; null for any. */
  readonly about: readonly string[] | null
  /** It read the hub's log, and did nothing else. */
  readonly isReading?: true
} | null

export type StepFunction = (run: Run, step: AnyStep) => Promise<Effect>
