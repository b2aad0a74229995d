import { DatabaseSync } from 'node:sqlite'
import { openJar } from '../flood/jar.ts'
import { openLogOutBench } from '../logout/world.ts'
import type { Bench, Result } from '../result.ts'

const FULL = { signIns: 2000 }

/** What is never deleted; everything else that a sign-in leaves goes by itself (`docs/operating.md`, "What grows"). */
const AUDIT = /^(connect_audit|audit_\w+)$/
const LINKS = /^connect_(tenant_links|user_links|link_reports|member_epochs|owed_ends)$/

/** Bytes that sign-ins leave in the PSA's database and in those of the hub: `npm run bench -- growth`. */
export const benchGrowth = async (say: Parameters<Bench>[0], { signIns } = FULL): Promise<Result> => {
  await using world = await openLogOutBench({ us: 1, uk: 1 })
  const { suite, us } = world
  const psa = suite.origin('psa-us')
  const cookies = us.members[0]?.browsers[0].cookie.split('; ') ?? []
  const faults: string[] = []
  const signIn = async () => {
    const { url } = await openJar(cookies).get(`${psa}/connect/sign-in?target=/tickets`)
    if (url !== `${psa}/tickets`) faults.push(`a sign-in led to ${url}`)
  }
  const files = {
    psa: suite.environment('psa-us')['LANYARD_DATABASE'],
    ledger: suite.environment('hub')['LANYARD_HUB_DATABASE'],
    short: suite.environment('hub')['LANYARD_HUB_SHORT_DATABASE'],
  }
  const measureAll = () => ({
    psa: measure(files.psa),
    ledger: measure(files.ledger),
    short: measure(files.short),
  })

  await signIn()
  const before = measureAll()
  say(`${signIns} sign-ins`)
  for (let count = 0; count < signIns; count++) await signIn()
  const after = measureAll()

  const each = (part: keyof typeof files, size: (measured: Measured) => number) =>
    Math.round((size(after[part]) - size(before[part])) / signIns)
  return {
    method: [
      'Hub and products are processes of their own on SQLite files. One person signs in to the PSA again and again, each',
      'time with a new browser that has a session at the hub. What is counted are the pages that hold rows; their growth is',
      'divided by the number of sign-ins. The audit and the links are never deleted; what is left of the rest goes within 12 hours.',
    ],
    counts: {
      'sign-ins': signIns,
      "bytes each in the PSA's file": each('psa', ({ file }) => file),
      'of these in its audit': each('psa', ({ audit }) => audit),
      'of these in its links': each('psa', ({ links }) => links),
      "bytes each in the hub's ledger": each('ledger', ({ file }) => file),
      "bytes each in the hub's short-lived file": each('short', ({ file }) => file),
    },
    figures: {},
    targets: [],
    faults,
  }
}

interface Measured {
  readonly file: number
  readonly audit: number
  readonly links: number
}

function measure(location: string | undefined): Measured {
  const database = new DatabaseSync(location?.replace(/^sqlite:/, '') ?? '')
  try {
    database.exec('pragma busy_timeout = 5000')
    const rows = database
      .prepare(
        `select object.tbl_name as name, sum(page.pgsize) as size
        from dbstat as page join sqlite_master as object on object.name = page.name group by object.tbl_name`,
      )
      .all() as { name: string; size: number }[]
    const sum = (tables: RegExp) =>
      rows.filter(({ name }) => tables.test(name)).reduce((total, { size }) => total + size, 0)
    return { file: sum(/./), audit: sum(AUDIT), links: sum(LINKS) }
  } finally {
    database.close()
  }
}
