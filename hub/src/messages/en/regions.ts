import type { Region } from '../../catalogue/modules/module.ts'

export const regions = { us: 'US', uk: 'UK', apac: 'APAC' } as const satisfies Record<Region, string>
