import { Refusal as HubRefusal } from '@lanyard/hub/src/refusal.ts'
import { Refusal as ConnectRefusal } from '../../../connect/src/refusal.ts'
import { hubSteps } from './hub-steps.ts'
import { productSteps } from './product-steps.ts'
import type { Run } from './run.ts'
import { wireSteps } from './wire-steps.ts'

/**
 * One step of a run. `id` numbers it in the run that it was made for, and names what it begins, so that a run with
 * steps left out still means the same by the rest.
 */
export interface Step {
  readonly id: number
  readonly verb: Verb
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

export type Take = (run: Run, step: Step) => Promise<Effect>

const steps = { ...hubSteps, ...productSteps, ...wireSteps } as const satisfies Record<string, Take>

export type Verb = keyof typeof hubSteps | keyof typeof productSteps | keyof typeof wireSteps

/** Takes a step. A refusal is an answer like any other. */
export async function take(run: Run, step: Step): Promise<Effect> {
  try {
    return await steps[step.verb](run, step)
  } catch (error) {
    if (error instanceof HubRefusal || error instanceof ConnectRefusal)
      return { hub: true, product: 'all', about: null }
    throw error
  }
}

export function describeStep({ id, verb, ...rest }: Step): string {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${value}`)
  return [`${id}. ${verb}`, ...details].join(', ')
}
