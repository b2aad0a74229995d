import type { Hub } from '../../hub.ts'
import type { DeploymentId, ModuleId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { findDeployment, findModule } from '../../catalogue/modules/catalogue.ts'

/**
 * An address of a module is one of its deployments, or none.
 *
 * @throws {Refusal} `module_url_invalid`
 */
export async function assertDeploymentOf(
  hub: Pick<Hub, 'db' | 'config'>,
  module: ModuleId,
  deployment: DeploymentId | null,
): Promise<void> {
  const known = await findModule(hub, module)
  const found = deployment === null ? null : await findDeployment(hub, deployment)
  if (known !== null && (deployment === null || found?.module === module)) return
  throw new Refusal('module_url_invalid', { module: known?.name ?? module, url: deployment ?? '' })
}
