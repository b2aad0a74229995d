import { fileURLToPath } from 'node:url'

/** The suite's parts. Each is a process of its own; a product's name is its deployment's id at the hub. */
export const partNames = ['hub', 'psa-us', 'psa-uk', 'psa-apac', 'rmm-us'] as const

export type PartName = (typeof partNames)[number]
export type ProductName = Exclude<PartName, 'hub'>

export const productNames = partNames.filter((name): name is ProductName => name !== 'hub')

/** Where a part's port lies above the base. */
export const portOffsets: Readonly<Record<PartName, number>> = {
  hub: 0,
  'psa-us': 100,
  'psa-uk': 101,
  'psa-apac': 102,
  'rmm-us': 200,
}

const mainFiles: Readonly<Record<PartName, string>> = {
  hub: '../../hub/main.ts',
  'psa-us': '../../psa/main.ts',
  'psa-uk': '../../psa/main.ts',
  'psa-apac': '../../psa/main.ts',
  'rmm-us': '../../examples/rmm/main.ts',
}

export function isPartName(name: string): name is PartName {
  return partNames.some((known) => known === name)
}

/** The file that runs the part. */
export function mainFileOf(part: PartName): string {
  return fileURLToPath(new URL(mainFiles[part], import.meta.url))
}

/** `psa` of `psa-us`. */
export function moduleOf(product: ProductName): string {
  return product.slice(0, product.indexOf('-'))
}

/** `us` of `psa-us`. */
export function regionOf(product: ProductName): string {
  return product.slice(product.indexOf('-') + 1)
}
