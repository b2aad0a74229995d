import type { DeploymentId, ModuleId } from '../../ids.ts'

export type Region = 'us' | 'uk' | 'apac'

export const regions: readonly Region[] = ['us', 'uk', 'apac']

/** A product in the suite's catalogue. */
export interface Module {
  readonly id: ModuleId
  readonly name: string
  /** Place in every list of modules, from 0. */
  readonly position: number
}

/** One region of a module; also an OAuth client with the same id. */
export interface Deployment {
  readonly id: DeploymentId
  readonly module: ModuleId
  readonly region: Region
  /** Null while neither the configuration nor the catalogue names it. */
  readonly origin: string | null
}
