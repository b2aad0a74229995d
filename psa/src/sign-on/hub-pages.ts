import type { Site } from '../web/site.ts'

/** Addresses of the hub's own pages to which the PSA leads. */
export const hubPages = {
  /** Where a master ends the connection of their organization with a company. */
  connections: (site: Needs) => addressOf(site, '/admin-settings/connections'),
  moduleUrls: (site: Needs) => addressOf(site, '/admin-settings/module-urls'),
  /** Why a module does not open, and what to do. */
  launch: (site: Needs, module: string) => addressOf(site, `/launch/${encodeURIComponent(module)}`),
}

type Needs = Pick<Site, 'config'>

function addressOf({ config: { issuer } }: Needs, path: string): string {
  return new URL(path, issuer).href
}
