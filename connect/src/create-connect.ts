import type { Connect, ConnectConfig } from './api.ts'

/** Wires the kit for one host. */
export function createConnect<Tx>(config: ConnectConfig<Tx>): Connect<Tx> {
  throw new Error(`The kit is being built: ${config.product.deployment}`)
}
