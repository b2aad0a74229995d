import type { Hub } from '@lanyard/hub/src/hub.ts'
import type { LinkId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { getOrganization, listOrganizations } from '@lanyard/hub/src/organizations/find-organization.ts'
import { findTenantLink, listActiveLinks } from '@lanyard/hub/src/tenant-links/find-links.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'
import { formatTable } from '../print-table.ts'
import type { ProductLink } from '../products/product-links.ts'
import { organizationId } from './arguments.ts'
import { command } from './command.ts'

/** One link as each side's database has it; `none` where a side has no such row. */
interface LinkOnBothSides {
  readonly id: string
  readonly organization: string
  readonly deployment: string
  /** The company at the product. */
  readonly tenant: string
  readonly hub: 'approved' | 'active' | 'ended' | 'none'
  readonly product: ProductLink['state'] | 'none'
  /** The product ended it, and the hub has not acknowledged that yet. */
  readonly end_owed: boolean
  readonly users: readonly string[]
  /** Differing is for as long as a message is under way; the product's next round mends it. */
  readonly agree: boolean
}

type ProductRow = ProductLink & { readonly deployment: string }

const words = messages.operator

export const listLinks = command({
  name: 'links',
  arguments: '[ORG]',
  places: ['organization'],
  input: z.strictObject({ organization: organizationId.optional() }),
  async run(operator, { organization }) {
    const hub = await operator.hub()
    const chosen =
      organization === undefined ? await listOrganizations(hub) : [await getOrganization(hub, organization)]
    const rows = await readProducts(operator)
    const links = (await Promise.all(chosen.map(({ id }) => linksOf(hub, id, rows)))).flat()
    operator.say(links.length === 0 ? words.noLinks : formatTable([words.linkColumns, ...links.map(cells)]).join('\n'))
    return { links }
  },
})

async function readProducts(operator: Operator): Promise<readonly ProductRow[]> {
  const rows: ProductRow[] = []
  for (const deployment of operator.deployments) {
    const product = await operator.product(deployment)
    rows.push(...(await product.listLinks()).map((link) => ({ ...link, deployment })))
  }
  return rows
}

/** What the hub holds active, and what a product has besides: connecting, or ended and not acknowledged. */
async function linksOf(
  hub: Hub,
  organization: OrganizationId,
  rows: readonly ProductRow[],
): Promise<readonly LinkOnBothSides[]> {
  const active = await listActiveLinks(hub, organization)
  const rest = rows.filter((row) => row.organization === organization && active.every(({ id }) => id !== row.id))
  return [
    ...active.map(({ id, deployment, tenant }) => {
      const row = rows.find((own) => own.id === id && own.deployment === deployment)
      return compare({ id, organization, deployment, tenant: tenant.name }, 'active', row)
    }),
    ...(await Promise.all(
      rest.map(async (row) => {
        const { id, deployment, tenant } = row
        return compare({ id, organization, deployment, tenant }, await stateAtHub(hub, id), row)
      }),
    )),
  ]
}

async function stateAtHub(hub: Hub, id: string): Promise<LinkOnBothSides['hub']> {
  const link = await findTenantLink(hub, id as LinkId)
  if (link === null) return 'none'
  return link.state === 'ended_before_approval' ? 'ended' : link.state
}

function compare(
  link: Pick<LinkOnBothSides, 'id' | 'organization' | 'deployment' | 'tenant'>,
  hub: LinkOnBothSides['hub'],
  row: ProductRow | undefined,
): LinkOnBothSides {
  const product = row?.state ?? 'none'
  return { ...link, hub, product, end_owed: row?.endOwed ?? false, users: row?.users ?? [], agree: hub === product }
}

function cells({ organization, deployment, tenant, hub, product, users, agree, end_owed: endOwed }: LinkOnBothSides) {
  return [organization, deployment, tenant, hub, product, String(users.length), words.linkState(agree, endOwed)]
}
