import { randomBytes } from 'node:crypto'
import { inTransaction } from '@lanyard/storage'
import { recordAct } from '../../records/audit/record-act.ts'
import type { Hub } from '../../hub.ts'
import { newId } from '../../ids.ts'
import type { OrganizationId } from '../../ids.ts'
import { readName } from '../../names.ts'
import { getOrganization } from '../organizations/find-organization.ts'
import type { ProvisioningToken } from './provisioning-token.ts'
import * as tokens from './provisioning-store.ts'

/** The prefix of every secret, by which scanners for published secrets recognize it. */
const SECRET_PREFIX = 'lanyard_scim_'

interface NewToken {
  readonly organization: OrganizationId
  /** The name of the directory that gets the secret. */
  readonly name: string
  readonly by: `operator:${string}`
}

/**
 * Lets a directory outside the hub, an HR system or another identity provider, administer the people of one organization
 * until the token is ended.
 *
 * @returns the token, and its secret of 256 random bits, which is nowhere else and is shown once
 * @throws {Refusal} `organization_invalid`, `name_invalid`
 */
export async function createToken(
  hub: Pick<Hub, 'db' | 'now'>,
  { organization, name, by }: NewToken,
): Promise<{ readonly token: ProvisioningToken; readonly secret: string }> {
  const secret = SECRET_PREFIX + randomBytes(32).toString('base64url')
  const called = readName(name)
  return inTransaction(hub, async (hub) => {
    await getOrganization(hub, organization)
    const made = { organization, name: called, created_at: hub.now(), created_by: by }
    const token = await tokens.insert(hub.db, { id: newId('prv'), ...made }, secret)
    await recordAct(hub, {
      auditId: newId('aud'),
      organization,
      actor: by,
      action: 'provisioning.create',
      subject: token.id,
      details: { name: called },
    })
    return { token, secret }
  })
}
