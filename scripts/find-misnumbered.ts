/**
 * Which files of a folder of migrations have no right name, and what the next one would be. What was released keeps its name,
 * whatever its form. New ones are numbered on from the highest, without a gap: a database that has those applies them last.
 *
 * @param released names of released migrations, in the same folder
 */
export function findMisnumbered(names: readonly string[], released: readonly string[]): readonly string[] {
  let last = Math.max(0, ...released.map((name) => Number(name.slice(0, 4))))
  const wrong: string[] = []
  for (const name of names.filter((name) => !released.includes(name)).toSorted()) {
    const [, number] = /^(\d{4})-[a-z0-9]+(?:-[a-z0-9]+)*\.sql$/.exec(name) ?? []
    if (Number(number) === last + 1) last += 1
    else wrong.push(name)
  }
  const next = `${String(last + 1).padStart(4, '0')}-NAME.sql`
  return wrong.map((name) => `${name}: the next is ${next}`)
}
