import type { Hub } from '../../hub.ts'
import { isModuleId } from '../../ids.ts'
import { readName } from '../../names.ts'
import { Refusal } from '../../refusal.ts'
import * as catalogue from './catalogue-store.ts'
import type { Module } from './module.ts'

/**
 * Puts a product into the catalogue, or changes its name and place there.
 *
 * @throws {Refusal} `deployment_invalid` (malformed id), `name_invalid`
 */
export async function addModule(
  hub: Pick<Hub, 'db'>,
  request: { readonly id: string; readonly name: string; readonly position: number },
): Promise<Module> {
  if (!isModuleId(request.id)) throw new Refusal('deployment_invalid', { deployment: request.id })
  const module: Module = { id: request.id, name: readName(request.name), position: request.position }
  await catalogue.upsertModule(hub.db, module)
  return module
}
