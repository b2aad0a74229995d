import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Refusal } from '../../refusal.ts'
import { readMemberRows } from './read-member-rows.ts'

describe('readMemberRows', () => {
  for (const [what, text] of [
    ['commas', 'email,role\nnew@a.example,master\nother@a.example,\n'],
    [
      'semicolons, a byte order mark and the line ends of Windows',
      '\uFEFFEmail;Role\r\nnew@a.example;master\r\nother@a.example;\r\n',
    ],
    [
      'tabs and the columns of a spreadsheet',
      'Name\tROLE\tEmail\nNew\tmaster\t new@a.example \nOther\t\tother@a.example',
    ],
    ['quotation marks', '"role","email"\n"master","new@a.example"\n"","other@a.example"\n'],
    ['CR as line ends', 'Email;Role\rnew@a.example;master\rother@a.example;\r'],
    ['line ends of two systems', 'email,role\r\nnew@a.example,master\nother@a.example,\r\n'],
    ['bars', 'name|E-mail|role\nNew|new@a.example|master\nOther|other@a.example|'],
    ['a delimiter within a column name', '"Name; first",Email,Role\nNew,new@a.example,master\n,other@a.example,'],
    ['another one within it', '"Name, first";"Role";"E-Mail"\n"N, A";master;new@a.example\n;;other@a.example'],
    ['columns by other names', 'E-Mail-Adresse;Rolle\nnew@a.example;master\nother@a.example;'],
    ['a column about mail', 'Full name;Role;Work e-mail address\nNew;master;new@a.example\nOther;;other@a.example'],
    [
      'a column of addresses beside one about mail',
      'Mail sent;Email;Role\nyes;new@a.example;master\nno;other@a.example;',
    ],
    ['a remark in its name', 'E-mail (work);Role\nnew@a.example;master\nother@a.example;'],
    ['signs and blanks in names of columns', ' Email address , ROLE:\nnew@a.example,master\nother@a.example,'],
    ['full-width names of columns', 'ｅ‑ｍａｉｌ,ｒｏｌｅ\nnew@a.example,master\nother@a.example,'],
    ['blanks around quotation marks', '"email" , "role"\n"new@a.example" , "master"\n"other@a.example" , ""'],
    [
      'quotation marks that a copy left in a cell',
      'n\temail\trole\nN "A"\tnew@a.example\tmaster\n"O" B\tother@a.example',
    ],
    ['rows that are too long', 'email,role\nnew@a.example,master,x,y\nother@a.example,,z'],
    ['rows that are too short', 'email,role\nnew@a.example,master\nother@a.example'],
  ] as const)
    it(`reads ${what} (FT4)`, () => {
      assert.deepEqual(readMemberRows(text), [
        { line: 2, email: 'new@a.example', role: 'master' },
        { line: 3, email: 'other@a.example', role: '' },
      ])
    })

  for (const line of ['sep=;', 'SEP=;', '"sep=;"', '\uFEFFsep=; '])
    it(`takes the delimiter from the line ${JSON.stringify(line)}, which counts as a line (FT4)`, () => {
      assert.deepEqual(readMemberRows(`${line}\r\n"Name, first";Email;Role\r\nNew;new@a.example;master\r\n`), [
        { line: 3, email: 'new@a.example', role: 'master' },
      ])
    })

  it('takes the delimiter that such a line names, also one that no one would guess (FT4)', () => {
    assert.deepEqual(readMemberRows('sep=:\nName:Email\nNew:new@a.example'), [
      { line: 3, email: 'new@a.example', role: '' },
    ])
  })

  for (const [what, text, rows] of [
    ['addresses alone, one in a line', 'a@a.example\n\n b@a.example\n', ['1 a@a.example ', '3 b@a.example ']],
    ['addresses with what a copy left behind them', 'a@a.example;\nb@a.example;', ['1 a@a.example ', '2 b@a.example ']],
    [
      'addresses with several signs between them',
      'a@a.example, b@a.example; c@a.example\nd@a.example e@a.example',
      ['1 a@a.example ', '1 b@a.example ', '1 c@a.example ', '2 d@a.example ', '2 e@a.example '],
    ],
    [
      'the line To of a mail',
      'Y, Jo <a@a.example>; Z, Al <b@a.example>;',
      ['1 Y, Jo <a@a.example> ', '1 Z, Al <b@a.example> '],
    ],
    [
      'addresses in brackets with several signs between them',
      "<a@a.example>, <b@a.example>; 'c@a.example'",
      ['1 <a@a.example> ', '1 <b@a.example> ', "1 'c@a.example' "],
    ],
    [
      'an address that is named by itself, by another one or by a former one as one person each',
      "a@a.example <a@a.example>\n'b@old.example' <b@a.example>\nb@old.example ＜b@a.example＞\nc@a.example (c@old.example)",
      [
        '1 a@a.example <a@a.example> ',
        "2 'b@old.example' <b@a.example> ",
        '3 b@old.example ＜b@a.example＞ ',
        '4 c@a.example (c@old.example) ',
      ],
    ],
    [
      'two addresses of one name as one that is wrong',
      'Ann;a@old.example;a@a.example\nY, Jo <a@a.example>; Al; b@a.example',
      ['1 a@old.example, a@a.example ', '2 Y, Jo <a@a.example>, b@a.example '],
    ],
    ['several addresses in a line', 'a@a.example; b@a.example', ['1 a@a.example ', '1 b@a.example ']],
    [
      'a role beside the address',
      'Ann,a@a.example,Master\nBo,b@a.example,',
      ['1 a@a.example Master', '2 b@a.example '],
    ],
    [
      'a remark about mail beside an address',
      'a@a.example,by mail\nb@a.example,',
      ['1 a@a.example ', '2 b@a.example '],
    ],
    ['a role before it and nothing else', 'Master;a@a.example', ['1 a@a.example Master']],
    [
      'a title or a name that reads like a role as neither',
      'Jo;Master;a@a.example\nJo,Ann;Master;b@a.example;IT;Master',
      ['1 a@a.example ', '2 b@a.example '],
    ],
    ['a heading of no known name', 'Team\na@a.example\nunknown', ['1 Team ', '2 a@a.example ', '3 unknown ']],
  ] as const)
    it(`reads ${what}, without names of columns (FT4)`, () => {
      const read = readMemberRows(text).map(({ line, email, role }) => `${line} ${email} ${role}`)

      assert.deepEqual(read, rows)
    })

  it('takes no role from a title beside a column about mail (FT4)', () => {
    assert.deepEqual(readMemberRows('Full name;Title;Work e-mail address\nJo;Master;jo@a.example'), [
      { line: 2, email: 'jo@a.example', role: '' },
    ])
  })

  it('reads past empty rows without number, as spreadsheets save them', () => {
    const list = `Email,Name\n${'"", ,\n'.repeat(60_000)}a@a.example,Ann\n${',\n'.repeat(60_000)}`

    assert.deepEqual(readMemberRows(list), [{ line: 60_002, email: 'a@a.example', role: '' }])
  })

  it('counts rows as an editor does, empty ones included', () => {
    const lines = readMemberRows('email,note\n\na@a.example,"two\nlines"\n,\nb@a.example\n').map(({ line }) => line)

    assert.deepEqual(lines, [4, 6])
  })

  for (const [what, text, row, reason] of [
    ['nothing', '', 1, 'no_email'],
    ['no address at all', 'address\nhere', 1, 'no_email'],
    ['Excel’s line alone', 'sep=;\r\n', 1, 'no_email'],
    ['two columns of addresses', 'E-mail;Email\na@a.example;b@a.example', 1, 'column_twice'],
    ['two columns of roles', 'role,email,Role\nmaster,a@a.example,member', 1, 'column_twice'],
    ['no people', 'email\n', 2, 'no_people'],
    ['a quotation mark that is not closed', 'email\na@a.example\n"b@a.example\nc', 4, 'quote'],
    ['a quotation mark within a cell', 'email\na"b@a.example', 2, 'quote'],
    ['a cell without end', `email\n${'x'.repeat(5000)}`, 2, 'too_long'],
    ['more lines than 5,000 people take', `sep=:\nEmail\n${':\n'.repeat(20_001)}`, 20_002, 'too_many'],
    ['more than 5,000 people', `email\n${'a@a.example\n'.repeat(5001)}`, 5002, 'too_many'],
  ] as const)
    it(`refuses ${what}, and says in which row`, () => {
      assert.throws(
        () => readMemberRows(text),
        (error) => {
          assert.ok(error instanceof Refusal)
          assert.deepEqual([error.code, error.details], ['csv_invalid', { row, reason }])
          return true
        },
      )
    })
})
