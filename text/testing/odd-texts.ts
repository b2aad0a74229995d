export interface OddText {
  readonly kind: string
  readonly text: string
}

/** An element that no page makes: where it is found in one, what was typed became markup. */
export const PLANTED = '<b data-planted>'

const KINDS: Readonly<Record<string, readonly string[]>> = {
  invisible: [
    '\u200b',
    '\u3164',
    '\u2800',
    '\u00ad',
    '\u115f\u1160',
    '\u{e0041}\u{e007f}',
    '\ufe0f',
    'Jo\u200b\u2060\ufeff Y',
  ],
  'turning the direction': ['Jo\u202eY', '\u202aJo Y\u202c', '\u2067Jo Y\u2069', '\u200eJo Y\u200f', '\u061cJo Y'],
  'composed and decomposed': [
    '\u00dcnal',
    'U\u0308nal',
    '\u1112\u1161\u11ab',
    '\u0301\u0302',
    'Z' + '\u0335\u0349'.repeat(40),
  ],
  'full width': ['Ｊｏ Ｙ', 'ｊｏ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ﬁﬀ①Ⅳ㍿'],
  'other digits': ['١٢٣٤٥٦', '۱۲۳-۴۵۶', '१२३४५६'],
  astral: ['👩‍🔧', '𝕁𝕠 𝕐', '\u{10ffff}', '🏴\u{e0067}\u{e0062}\u{e0065}\u{e007f}'],
  NUL: ['\0', 'Jo\0Y'],
  'half a pair': ['\ud83d', 'Jo\udc00Y'],
  long: ['x'.repeat(60_000), '😀'.repeat(300)],
  formula: ['=1+1', '+1', '-1', '@SUM(A1)', '=HYPERLINK("https://evil.example","Jo")', '\t=1+1'],
  markup: [`${PLANTED}Jo`, `"'>${PLANTED}`, '<script>alert(1)</script>', '//[', '&lt;b&gt;', '${1}{{1}}%s%n'],
  blank: ['', ' ', '\u00a0\u3000\u2003', '\t\r\n', 'two\nlines'],
}

/** What strangers type and paste, by its kind. */
export const ODD_TEXTS: readonly OddText[] = Object.entries(KINDS).flatMap(([kind, texts]) =>
  texts.map((text) => ({ kind, text })),
)

/** One of each kind, another one for each turn. */
export function oneOfEachKind(turn: number): readonly OddText[] {
  return Object.entries(KINDS).map(([kind, texts]) => ({ kind, text: texts[turn % texts.length] ?? '' }))
}
