import { stringify } from 'csv-stringify/sync'

/**
 * Lines of RFC 4180, with a byte order mark so that spreadsheets read UTF-8. Names are other people's to choose: none of
 * them becomes a formula in the spreadsheet that opens the file.
 */
export async function* writeCsv(
  heading: readonly string[],
  pages: AsyncIterable<readonly (readonly unknown[])[]>,
): AsyncGenerator<string> {
  yield write([heading], { bom: true })
  for await (const rows of pages) yield write(rows)
}

function write(rows: readonly (readonly unknown[])[], options: { readonly bom?: boolean } = {}): string {
  return stringify([...rows], { ...options, escape_formulas: true, record_delimiter: 'windows' })
}
