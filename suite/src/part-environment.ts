import { demoIssuer, earlierDemoIssuer } from './demo-issuer.ts'
import { readHubKeys } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { formerIssuers } from './former-issuers.ts'
import { productNames } from './parts.ts'
import type { PartName, ProductName } from './parts.ts'
import { originOf } from './settings.ts'
import type { Settings } from './settings.ts'

/** Where the demo's account manager reads mail; it lies on the product's page of mails. */
const DEMO_OPERATOR = 'accounts@it-complete.example'

type Configuration = Readonly<Record<string, string>>

/** A part's whole configuration, as environment variables. Addresses are stated here and stored nowhere. */
export function partEnvironment(part: PartName, settings: Settings, folder: DataFolder): Configuration {
  return {
    LANYARD_DEMO: '1',
    LANYARD_BRAND: settings.brandFile,
    LANYARD_LISTEN: `127.0.0.1:${settings.ports[part]}`,
    LANYARD_ISSUER: originOf(settings, 'hub'),
    LANYARD_FORMER_ISSUERS: formerNames(settings, folder).join(','),
    ...(part === 'hub' ? hubEnvironment(settings, folder) : productEnvironment(part, settings, folder)),
  }
}

/** Every name of the hub on this data but the present one. */
function formerNames(settings: Settings, folder: DataFolder): readonly string[] {
  const issuer = originOf(settings, 'hub')
  return [demoIssuer, earlierDemoIssuer, ...formerIssuers(folder).filter((former) => former !== issuer)]
}

function hubEnvironment(settings: Settings, folder: DataFolder): Configuration {
  const origins = Object.fromEntries(productNames.map((product) => [product, originOf(settings, product)]))
  return {
    LANYARD_HUB_DATABASE: `sqlite:${folder.ledger}`,
    LANYARD_HUB_SHORT_DATABASE: `sqlite:${folder.short}`,
    LANYARD_HUB_KEYS: readHubKeys(folder),
    LANYARD_ORIGINS: JSON.stringify(origins),
  }
}

function productEnvironment(product: ProductName, settings: Settings, folder: DataFolder): Configuration {
  return {
    LANYARD_ORIGIN: originOf(settings, product),
    LANYARD_DEPLOYMENT: product,
    LANYARD_DATABASE: `sqlite:${folder.database(product)}`,
    LANYARD_CLIENT_KEY: folder.clientKey(product),
    ...(product !== 'rmm-us' && { LANYARD_OPERATOR_MAIL: DEMO_OPERATOR }),
  }
}
