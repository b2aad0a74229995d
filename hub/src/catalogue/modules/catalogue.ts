import type { Instant } from '../../clock.ts'
import type { Hub } from '../../hub.ts'
import type { DeploymentId, ModuleId, OrganizationId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import * as catalogue from './catalogue-store.ts'
import type { Deployment, Module } from './module.ts'

/** In the order in which people see them. */
export async function listModules(hub: Pick<Hub, 'db'>): Promise<readonly Module[]> {
  return catalogue.listModules(hub.db)
}

export async function findModule(hub: Pick<Hub, 'db'>, id: ModuleId): Promise<Module | null> {
  return catalogue.findModule(hub.db, id)
}

/** @throws {Refusal} `module_url_invalid` */
export async function getModule(hub: Pick<Hub, 'db'>, id: ModuleId): Promise<Module> {
  const module = await catalogue.findModule(hub.db, id)
  if (module === null) throw new Refusal('module_url_invalid', { module: id })
  return module
}

/** Of every module, US before UK before APAC. */
export async function listDeployments(hub: Pick<Hub, 'db' | 'config'>): Promise<readonly Deployment[]> {
  return catalogue.listDeployments(hub)
}

export async function findDeployment(hub: Pick<Hub, 'db' | 'config'>, id: DeploymentId): Promise<Deployment | null> {
  return catalogue.findDeployment(hub, id)
}

/** @throws {Refusal} `deployment_invalid` */
export async function getDeployment(hub: Pick<Hub, 'db' | 'config'>, id: DeploymentId): Promise<Deployment> {
  const deployment = await catalogue.findDeployment(hub, id)
  if (deployment === null) throw new Refusal('deployment_invalid', { deployment: id })
  return deployment
}

/** The modules that an organization may use. */
export async function listSubscribedModules(
  hub: Pick<Hub, 'db'>,
  organization: OrganizationId,
): Promise<ReadonlySet<ModuleId>> {
  return catalogue.listSubscribed(hub.db, organization)
}

/**
 * Lets an organization use a module, in the transaction of the caller.
 *
 * @returns since when it could before; null where it is new
 */
export async function subscribe(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization, module }: { readonly organization: OrganizationId; readonly module: ModuleId },
): Promise<Instant | null> {
  const isNew = await catalogue.subscribe(hub.db, organization, module, hub.now())
  return isNew ? null : catalogue.subscribedSince(hub.db, organization, module)
}
