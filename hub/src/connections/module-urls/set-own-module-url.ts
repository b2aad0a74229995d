import { inTransaction } from '@lanyard/storage'
import type { Person } from '../../actor.ts'
import { permit } from '../../people/permits/permit.ts'
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
 * @throws {Refusal} `module_url_invalid` (not a deployment of that module), `member_unknown`, `not_a_master` (no place of
 *   theirs), `login_required`
 */
export async function setOwnModuleUrl(
  hub: Pick<Hub, 'db' | 'config' | 'now'>,
  request: {
    readonly member: MemberId
    readonly module: ModuleId
    readonly deployment: DeploymentId | null
    readonly by: Person
  },
): Promise<void> {
  const { module, deployment, by } = request
  await inTransaction(hub, async (hub) => {
    const { id, organization } = await getMember(hub, request.member)
    const may = await permit(hub, 'own_module_url.set', by, { organization, member: id })
    await assertDeploymentOf(hub, module, deployment)
    const before = (await moduleUrls.listOfMember(hub.db, id)).get(module) ?? null
    if (before === deployment) return
    if (deployment === null) await moduleUrls.clearOfMember(hub.db, id, module)
    else await moduleUrls.setOfMember(hub.db, { member: id, module, deployment, set_at: hub.now() })
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      ...may,
      subject: module,
      details: { from: before, to: deployment },
    })
  })
}
