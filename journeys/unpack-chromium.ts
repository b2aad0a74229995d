import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { unpackOnce } from '../scripts/unpack-once.ts'

/** The archive's own names folders of another machine. Without any font a page shows no text and its boxes collapse. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

interface Chromium {
  readonly executablePath: string
  readonly libraries: string
  readonly fonts: string
}

/**
 * Unpacks the browser with its libraries and fonts, once per version.
 *
 * The package unpacks to the temp folder under names without a version and takes whatever lies there already, so it
 * works in a process whose temp folder is a new one.
 */
export async function unpackChromium(): Promise<Chromium> {
  const source = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string }
  const folder = await unpackOnce(`browser-${version}`, async (draft) => {
    const inflate = fileURLToPath(new URL('inflate-chromium.ts', import.meta.url))
    await promisify(execFile)(process.execPath, [inflate, join(source, 'bin')], {
      env: { ...process.env, TMPDIR: draft },
    })
    await writeFile(join(draft, 'fonts', 'fonts.conf'), FONTS)
  })
  return {
    executablePath: join(folder, 'chromium'),
    libraries: join(folder, 'al2023', 'lib'),
    fonts: join(folder, 'fonts'),
  }
}
