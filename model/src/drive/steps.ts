import { Refusal as HubRefusal } from '@lanyard/hub/src/refusal.ts'
import { Refusal as ConnectRefusal } from '../../../connect/src/refusal.ts'
import { hubSteps } from './hub-steps.ts'
import { productSteps } from './product-steps.ts'
import type { Run } from './run.ts'
import type { AnyStep, Effect, StepFunction } from './step.ts'
import { wireSteps } from './wire-steps.ts'

const steps = { ...hubSteps, ...productSteps, ...wireSteps } as const satisfies Record<string, StepFunction>

/** A step that there is. */
export interface Step extends AnyStep {
  readonly verb: Verb
}

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
