import { readFileSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Names the file through which a harness and the processes that it started speak of crashes. */
export const ORDERS = 'LANYARD_TEST_CRASH_ORDERS'

/** What a process is to do from now on. Without the file it does nothing. */
export interface Orders {
  /** Rises with each change, so that moments are counted from one again. */
  readonly number: number
  /** The folder in which each part writes its moments down, before it may die at one. */
  readonly traces: string
  /** The part that dies, and the moment at which it does; null lets all of them live. */
  readonly death: { readonly part: string; readonly moment: string } | null
}

/** Read at every moment, synchronously: a process that is to die has no time to wait. */
export function readOrders(file: string): Orders | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Orders
  } catch {
    return null
  }
}

/** Whole, or not at all: parts read it at any moment. */
export async function giveOrders(file: string, orders: Orders): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(orders))
  await rename(`${file}.new`, file)
}

/** What a part that is to obey is started with. */
export function obeying(file: string): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${MOMENTS}`, [ORDERS]: file }
}

const MOMENTS = new URL('die-at-moment.ts', import.meta.url).href

/** The file in which a part writes its moments down, a line each. */
export function traceOf({ traces, number }: Pick<Orders, 'traces' | 'number'>, part: string): string {
  return join(traces, `${number}-${part}.trace`)
}
