import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { DeploymentId, MemberId, ModuleId } from '../../ids.ts'
import { getMember } from '../../people/members/find-member.ts'
import { assertDeploymentOf } from './assert-deployment-of.ts'
import * as moduleUrls from './module-urls-store.ts'

/**
 * Chooses where the launcher sends one member for a module; null for "As my organization".
 *
 * @throws {Refusal} `module_url_invalid` (not a deployment of that module), `member_unknown`
 */
export async function setOwnModuleUrl(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: { readonly member: MemberId; readonly module: ModuleId; readonly deployment: DeploymentId | null },
): Promise<void> {
  const { module, deployment } = request
  await inTransaction(hub, async (hub) => {
    const member = await getMember(hub, request.member)
    await assertDeploymentOf(hub, module, deployment)
    const before = (await moduleUrls.listOfMember(hub.db, member.id)).get(module) ?? null
    if (before === deployment) return
    if (deployment === null) await moduleUrls.clearOfMember(hub.db, member.id, module)
    else await moduleUrls.setOfMember(hub.db, { member: member.id, module, deployment, set_at: hub.now() })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization: member.organization,
      actor: `member:${member.id}`,
      action: 'own_module_url.set',
      subject: module,
      details: { from: before, to: deployment },
    })
  })
}
