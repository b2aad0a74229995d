/** Details of an act that stand beside its entry, where they can be erased. */
const PERSONAL = ['from', 'name', 'to'] as const

export type PersonalDetail = (typeof PERSONAL)[number]

/** All details of an act: those that are sealed, and those beside them that are not erased. */
export function readDetails(
  sealed: string,
  names: Readonly<Record<string, string | null>> | null,
): Readonly<Record<string, string | number | null>> {
  const beside = PERSONAL.flatMap((role) => {
    const text = names?.[role]
    return text == null ? [] : [[role, text] as const]
  })
  return { ...(JSON.parse(sealed) as Record<string, string | number | null>), ...Object.fromEntries(beside) }
}
