import { inTransaction } from '@lanyard/storage'
import type { Caller, Person } from '../../actor.ts'
import { permit } from '../../people/permits/permit.ts'
import type { Permit } from '../../records/acts/guarded-act.ts'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { AuditId, DeploymentId, ModuleId, OrganizationId } from '../../ids.ts'
import { assertDeploymentOf } from './assert-deployment-of.ts'
import * as moduleUrls from './module-urls-store.ts'

/**
 * Chooses where the launcher sends an organization's members for a module; null for "No address".
 *
 * @throws {Refusal} `module_url_invalid` (not a deployment of that module), `not_a_master`
 */
export async function setOrganizationModuleUrl(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: {
    readonly organization: OrganizationId
    readonly module: ModuleId
    readonly deployment: DeploymentId | null
    readonly by: Caller
  },
): Promise<void> {
  const { organization, module, deployment, by } = request
  await inTransaction(hub, async (hub) => {
    const may = await permit(hub, 'module_url.set', by, { organization })
    await assertDeploymentOf(hub, module, deployment)
    await change(hub, { ...request, may, auditId: newId('aud') })
  })
}

interface Change {
  readonly organization: OrganizationId
  readonly module: ModuleId
  readonly deployment: DeploymentId | null
  readonly may: Permit<'module_url.set'>
  readonly auditId: AuditId
}

/** Linking a tenant leads the launcher to where it lives, within the confirm's own commit (A11). */
export async function setLinkedModuleUrl(
  hub: Pick<Hub, 'db' | 'now' | 'config'>,
  link: Omit<Change, 'may'> & { readonly deployment: DeploymentId; readonly by: Person },
): Promise<void> {
  await change(hub, { ...link, may: await permit(hub, 'module_url.set', link.by, link) })
}

async function change(hub: Pick<Hub, 'db' | 'now'>, change: Change): Promise<void> {
  const { organization, module, deployment, may } = change
  const before = (await moduleUrls.listOfOrganization(hub.db, organization)).get(module) ?? null
  if (before === deployment) return
  if (deployment === null) await moduleUrls.clearOfOrganization(hub.db, organization, module)
  else
    await moduleUrls.setOfOrganization(hub.db, {
      organization,
      module,
      deployment,
      set_at: hub.now(),
      set_by: may.actor,
    })
  await recordAct(hub, {
    auditId: change.auditId,
    organization,
    ...may,
    subject: module,
    details: { from: before, to: deployment },
  })
}
