import type { Hub } from '@lanyard/hub/src/hub.ts'
import type { LinkId, OrganizationId } from '@lanyard/hub/src/ids.ts'
import { getOrganization, listOrganizations } from '@lanyard/hub/src/people/organizations/find-organization.ts'
import { called } from '@lanyard/hub/src/messages/en/called.ts'
import { findTenantLink, listActiveLinks } from '@lanyard/hub/src/connections/tenant-links/find-links.ts'
import { z } from 'zod'
import { messages } from '../messages/en.ts'
import type { Operator } from '../operator.ts'
import { formatTable } from '../print-table.ts'
import type { ProductLink } from '../products/product-links.ts'
import { organizationId } from './arguments.ts'
import { command } from './command.ts'

/** One link as each side's database has it; `none` where a side has no such row, `unknown` where it is out of reach. */
interface LinkOnBothSides {
  readonly id: string
  readonly organization: string
  readonly deployment: string
  /** The company at the product. */
  readonly tenant: string
  readonly hub: 'approved' | 'active' | 'ended' | 'none'
  readonly product: ProductLink['state'] | 'none' | 'unknown'
  /** The product ended it, and the hub has not acknowledged that yet. */
  readonly end_owed: boolean
  readonly users: readonly string[]
  /** They differ while a message is under way; the product's next round mends it. Null where a side is out of reach. */
  readonly agree: boolean | null
}

/** What the products within reach have. */
type ProductRows = ReadonlyMap<string, readonly ProductLink[]>

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

async function readProducts(operator: Operator): Promise<ProductRows> {
  const rows = new Map<string, readonly ProductLink[]>()
  for (const deployment of operator.deployments) {
    rows.set(deployment, await (await operator.product(deployment)).listLinks())
  }
  return rows
}

/** What the hub holds active, and what products have besides: connecting, or ended and not acknowledged. */
async function linksOf(hub: Hub, organization: OrganizationId, rows: ProductRows): Promise<readonly LinkOnBothSides[]> {
  const links: LinkOnBothSides[] = []
  for (const { id, deployment, tenant } of await listActiveLinks(hub, organization)) {
    const atProduct = rows.get(deployment)
    const row = atProduct?.find((own) => own.id === id) ?? (atProduct ? 'none' : 'unknown')
    links.push(compare({ id, organization, deployment, tenant: called(tenant) }, 'active', row))
  }
  const seen = new Set(links.map(({ id }) => id))
  for (const [deployment, atProduct] of rows) {
    for (const row of atProduct.filter((own) => own.organization === organization && !seen.has(own.id))) {
      const { id, tenant } = row
      links.push(compare({ id, organization, deployment, tenant }, await stateAtHub(hub, id), row))
    }
  }
  return links
}

async function stateAtHub(hub: Hub, id: string): Promise<LinkOnBothSides['hub']> {
  const link = await findTenantLink(hub, id as LinkId)
  if (link === null) return 'none'
  return link.state === 'ended_before_approval' ? 'ended' : link.state
}

function compare(
  link: Pick<LinkOnBothSides, 'id' | 'organization' | 'deployment' | 'tenant'>,
  hub: LinkOnBothSides['hub'],
  row: ProductLink | 'none' | 'unknown',
): LinkOnBothSides {
  if (row === 'none') return { ...link, hub, product: row, end_owed: false, users: [], agree: false }
  if (row === 'unknown') return { ...link, hub, product: row, end_owed: false, users: [], agree: null }
  return { ...link, hub, product: row.state, end_owed: row.endOwed, users: row.users, agree: hub === row.state }
}

function cells({ organization, deployment, tenant, hub, product, users, agree, end_owed: endOwed }: LinkOnBothSides) {
  return [organization, deployment, tenant, hub, product, String(users.length), words.linkState(agree, endOwed)]
}
