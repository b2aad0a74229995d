import { auditSources } from '@lanyard/hub/src/records/audit/audit-source.ts'
import { listActs } from '@lanyard/hub/src/records/audit/list-acts.ts'
import type { Hub } from '@lanyard/hub/src/hub.ts'
import { isAuditId } from '@lanyard/hub/src/ids.ts'
import { eraseNamesOfInvited } from '@lanyard/hub/src/people/invitations/erase-names-of-invited.ts'
import type { OrganizationId } from '@lanyard/hub/src/ids.ts'
import { getOrganization } from '@lanyard/hub/src/people/organizations/find-organization.ts'
import { type ChainReport, listChains, verifyChain } from '@lanyard/storage/audit-chain'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'
import { formatTable } from '../print-table.ts'
import type { PartAct } from '../products/product-audit.ts'
import type { SealedAudit } from '../products/product.ts'
import { Refused } from '../refused.ts'
import { organizationId, text } from './arguments.ts'
import { command, UsageError } from './command.ts'

const words = messages.operator.audit

/** A chain of a part as `audit verify` answers it. */
interface VerifiedChain {
  readonly part: string
  readonly chain: string
  readonly batches: number
  readonly entries: number
  readonly unsealed: number
  /** ISO 8601; null before the first batch. */
  readonly sealed_at: string | null
  readonly head: string | null
  readonly ok: boolean
  readonly problem?: NonNullable<ChainReport['problem']>
}

const head = z
  .string()
  .regex(/^[^/=\s]+\/[^=\s]+=[0-9a-f]{64}$/, { error: ({ input }) => words.headForm(String(input)) })

export const verifyAudit = command({
  name: 'audit verify',
  arguments: '[ORG] [--head PART/CHAIN=HASH]',
  places: ['organization'],
  options: { head: { type: 'string', multiple: true } },
  input: z.strictObject({ organization: organizationId.optional(), head: z.array(head).default([]) }),
  async run(operator, { organization, head: heads }) {
    const chains: VerifiedChain[] = []
    const parts = await sealedParts(operator, organization)
    const lost = heads.find((head) => !parts.has(partOf(head)))
    if (lost !== undefined) throw new UsageError(words.noPart(partOf(lost), [...parts.keys()]))
    for (const [part, seals] of parts) {
      const kept = headsOf(part, heads)
      const known = await seals.listChains(organization)
      for (const chain of new Set([...known, ...kept.keys()])) {
        chains.push(answer(part, await seals.verify(chain, kept.get(chain) ?? [])))
      }
    }
    operator.say(
      chains.length === 0 ? words.noChains : formatTable([words.chainColumns, ...chains.map(cells)]).join('\n'),
    )
    for (const { part, chain, problem } of chains) {
      if (problem !== undefined) operator.say(words.problem(`${part}/${chain}`, problem))
    }
    return { ok: chains.every(({ ok }) => ok), chains }
  },
})

/** The hub and those products that seal their audit, as far as their databases are within reach. */
async function sealedParts(
  operator: Operator,
  organization: OrganizationId | undefined,
): Promise<ReadonlyMap<string, SealedAudit>> {
  const parts = new Map<string, SealedAudit>()
  const hub = await reachHub(operator)
  if (hub === null) operator.say(words.hubOutOfReach)
  else {
    if (organization !== undefined) await getOrganization(hub, organization)
    parts.set('hub', {
      listChains: async (organization) =>
        organization === undefined ? listChains(hub.db, auditSources) : [organization],
      verify: (chain, heads) => verifyChain(hub.db, chain, { sources: auditSources, heads }),
    })
  }
  for (const deployment of operator.deployments) {
    const { seals } = await operator.product(deployment)
    if (seals !== null) parts.set(deployment, seals)
  }
  return parts
}

async function reachHub(operator: Operator): Promise<Hub | null> {
  try {
    return await operator.hub()
  } catch (error) {
    if (error instanceof Refused && error.code === 'no_data' && operator.deployments.length === 1) return null
    throw error
  }
}

/** The heads that were named for chains of a part. */
function headsOf(part: string, heads: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const kept = new Map<string, string[]>()
  for (const head of heads) {
    const [chain = '', hash = ''] = head.slice(head.indexOf('/') + 1).split('=')
    if (partOf(head) === part) kept.set(chain, [...(kept.get(chain) ?? []), hash])
  }
  return kept
}

function partOf(head: string): string {
  return head.slice(0, head.indexOf('/'))
}

function answer(part: string, { sealedAt, problem, ...report }: ChainReport): VerifiedChain {
  const sealed_at = sealedAt === null ? null : new Date(sealedAt).toISOString()
  return { part, ...report, sealed_at, ok: problem === null, ...(problem !== null && { problem }) }
}

function cells({ part, chain, batches, entries, sealed_at: at, unsealed, head, ok }: VerifiedChain): readonly string[] {
  return [
    `${part}/${chain}`,
    String(batches),
    String(entries),
    at ?? '–',
    String(unsealed),
    head ?? '–',
    words.state(ok),
  ]
}

export const showAct = command({
  name: 'audit show',
  arguments: 'AUDIT_ID',
  places: ['audit_id'],
  input: z.strictObject({ audit_id: text.refine(isAuditId, { error: ({ input }) => words.auditId(String(input)) }) }),
  async run(operator, { audit_id: id }) {
    const hub = await reachHub(operator)
    const acts =
      hub === null ? [] : (await listActs(hub, id)).map((act) => ({ part: 'hub', whose: act.organization, ...act }))
    const timeLine: (PartAct & { readonly part: string })[] = [...acts]
    for (const part of operator.deployments) {
      const product = await operator.product(part)
      timeLine.push(...(await product.listActs(id)).map((act) => ({ part, ...act })))
    }
    timeLine.sort((one, other) => one.at - other.at)
    operator.say(
      timeLine.length === 0 ? words.noActs : formatTable([words.actColumns, ...timeLine.map(line)]).join('\n'),
    )
    return { audit_id: id, acts: timeLine.map(spoken) }
  },
})

export const eraseNamesCommand = command({
  name: 'audit erase-names',
  arguments: 'PART WHO',
  places: ['part', 'who'],
  input: z.strictObject({ part: text, who: text }),
  async run(operator, { part, who }) {
    const names =
      part === 'hub'
        ? await eraseNamesOfInvited(await operator.hub(), { called: who, by: operator.actor })
        : await (await operator.product(part)).eraseNames(who)
    operator.say(words.erased(names))
    return { who, names }
  },
})

type TimedAct = PartAct & { readonly part: string }

function line({ at, part, action, whose, actor, subject, names, seal }: TimedAct): readonly string[] {
  const place = seal === null ? '' : words.sealed(seal.batch, seal.place)
  const called = (id: string | null, ...roles: readonly string[]) => {
    const name = roles.flatMap((role) => names?.[role] ?? [])[0]
    return [name, name === undefined ? id : id && `(${id})`].filter((text) => text != null).join(' ') || '–'
  }
  const people = [called(actor, 'actor'), called(subject, 'subject', 'person', 'account')]
  return [new Date(at).toISOString(), part, action, whose ?? '–', ...people, place]
}

function spoken({ at, part, action, whose, actor, subject, names, details, seal }: TimedAct) {
  return { at: new Date(at).toISOString(), part, action, whose, actor, subject, names, details, seal }
}
