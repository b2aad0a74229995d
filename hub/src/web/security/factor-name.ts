import type { Factor } from '../../people/factors/factor.ts'
import { security } from '../../messages/en/security.ts'

/** As its owner calls it, and as it is usually called where they gave no name. */
export function factorName({ name, kind }: Pick<Factor, 'name' | 'kind'>): string {
  return name ?? security.kinds[kind]
}
