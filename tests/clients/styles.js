// Lists of references in styles that are really used: what `oeuvre bibliography` prints against what citeproc-js
// prints of the same items, entry by entry. Entries whose words differ are listed in expected/styles.txt, with the
// reason; a new one fails, and one that agrees after all fails too. The figures go into docs/styles.md
// (UPDATE_DOCS=1 writes both files; reasons are then given by hand).
const { execFileSync } = require('child_process');
const fs = require('fs');
const path = require('path');
const { engine, SHARED } = require('./processor.js');

// Each style with the profile of CSL-JSON in which Oeuvre gives it its items.
const STYLES = [
  ['chicago-author-date', 'default'],
  ['chicago-note-bibliography', 'default'],
  ['chicago-fullnote-bibliography', 'default'],
  ['turabian-fullnote-bibliography', 'default'],
  ['taylor-and-francis-chicago-author-date', 'default'],
  ['modern-language-association', 'mla'],
  ['apa', 'apa'],
  ['modern-humanities-research-association', 'default'],
  ['harvard-cite-them-right', 'default'],
  ['elsevier-harvard', 'default'],
  ['sage-harvard', 'default'],
  ['iso690-author-date-en', 'iso690'],
  ['iso690-numeric-en', 'iso690'],
  ['din-1505-2', 'din1505'],
  ['associacao-brasileira-de-normas-tecnicas', 'default'],
  ['american-sociological-association', 'default'],
  ['american-political-science-association', 'default'],
  ['springer-basic-author-date', 'default'],
  ['council-of-science-editors-author-date', 'default'],
  ['ieee', 'default'],
  ['vancouver', 'default'],
  ['nature', 'default'],
  ['american-medical-association', 'default'],
  ['american-chemical-society', 'default'],
];
// The styles in which translated books of the catalogue must not differ in a word.
const EXACT = [
  'chicago-author-date', 'chicago-note-bibliography', 'chicago-fullnote-bibliography', 'modern-language-association',
  'apa', 'modern-humanities-research-association', 'harvard-cite-them-right',
];
const SETS = [['serge', `${process.env.DEMO}/serge.db`], ['examples', `${process.env.EXAMPLES}/library.db`]];
const KINDS = ['identical', 'punctuation', 'words', 'not printed'];
const KNOWN = path.join(__dirname, 'expected', 'styles.txt');
const PAGE = path.join(__dirname, '..', '..', 'docs', 'styles.md');

let failures = 0;
function expect(name, problems) {
  console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}: ${name}`);
  problems.slice(0, 10).forEach((problem) => console.log(`    ${problem}`));
  if (problems.length > 10) console.log(`    and ${problems.length - 10} more`);
  failures += problems.length === 0 ? 0 : 1;
}

const oeuvre = (...args) => execFileSync(process.env.OEUVRE, ['--quiet', ...args], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] }).toString();

function itemsOf(library, profile) {
  const args = ['--library', library, 'export', '--format', 'csl-json', '--no-escapes', '--profile', `csl:${profile}`];
  // Nothing can be printed of what has no name and no title (a set of entries).
  const items = JSON.parse(oeuvre(...args)).filter((item) => item.title || item.author || item.editor);
  return new Map(items.map((item) => [String(item.id), item]));
}

// What citeproc-js prints, by key. It leaves out entries of which nothing is printed, which hides whose the others
// are; then those are found one by one.
function printedByCiteproc(items, style) {
  const processor = engine(items, style);
  let ids = [...items.keys()];
  for (;;) {
    processor.updateItems(ids);
    const [head, entries] = processor.makeBibliography();
    if (head.entry_ids.length === entries.length) {
      return new Map(head.entry_ids.map(([id], index) => [id, entries[index]]));
    }
    ids = ids.filter((id) => {
      processor.updateItems([id]);
      return processor.makeBibliography()[1].length === 1;
    });
  }
}

function printedByOeuvre(library, style) {
  const file = path.join(SHARED, 'styles', `${style}.csl`);
  const parts = JSON.parse(oeuvre('--library', library, 'bibliography', '--style', file, '--to', 'json'));
  const entries = parts.flatMap((part) => part.entries);
  return new Map(entries.map((entry) => [entry.key, `${entry.label} ${entry.html}`]));
}

const ENTITIES = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#38;': '&', '&#60;': '<', '&#62;': '>' };
function plain(html) {
  const text = html.replace(/<\/div>\s*<div[^>]*>/g, ' ').replace(/<[^>]*>/g, '');
  return text.replace(/&[a-z0-9#]+;/g, (entity) => ENTITIES[entity] ?? entity).replace(/\s+/g, ' ').trim();
}

// Entries of numeric styles are numbered in the order of the list, which is not compared here.
const withoutNumber = (text) => text.replace(/^[[(]?\d+[\]).]*\s*/, '');
const wordsOf = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];

function compare(theirs, ours) {
  if (ours === undefined) return 'not printed';
  const [a, b] = [theirs, ours].map((html) => withoutNumber(plain(html)));
  if (a === b) return 'identical';
  return wordsOf(a).join(' ') === wordsOf(b).join(' ') ? 'punctuation' : 'words';
}

function readKnown() {
  const known = new Map();
  let reason = '';
  for (const line of fs.existsSync(KNOWN) ? fs.readFileSync(KNOWN, 'utf8').split('\n') : []) {
    if (line.startsWith('## ')) reason = line.slice(3);
    else if (line && !line.startsWith('#')) known.set(line.trim(), reason);
  }
  return known;
}

const isTranslatedBook = (item) => item.type === 'book' && Array.isArray(item.translator);

const known = readKnown();
const differing = new Map();
const figures = [];
for (const [style, profile] of STYLES) {
  for (const [set, library] of SETS) {
    if (!fs.existsSync(library)) continue;
    const items = itemsOf(library, profile);
    const theirs = printedByCiteproc(items, style);
    const ours = printedByOeuvre(library, style);
    const counts = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
    const books = [];
    for (const [key, html] of theirs) {
      const kind = compare(html, ours.get(key));
      counts[kind] += 1;
      if (kind !== 'words' && kind !== 'not printed') continue;
      const shown = `${plain(html)}\n          ${plain(ours.get(key) ?? '')}`;
      differing.set(`${style} ${set} ${key}`, shown);
      if (set === 'serge' && isTranslatedBook(items.get(key))) books.push(`${key}: ${shown}`);
    }
    figures.push({ style, set, ...counts });
    if (set === 'serge' && EXACT.includes(style)) {
      expect(`styles: every word of the translated books of the catalogue in ${style}`, books);
    }
  }
}

const total = (kind) => figures.reduce((sum, row) => sum + row[kind], 0);
const all = KINDS.reduce((sum, kind) => sum + total(kind), 0);
const share = (kind) => `${((100 * total(kind)) / all).toFixed(2)} %`;

function page() {
  const rows = figures.map((row) => `| ${row.style} | ${row.set} | ${KINDS.map((kind) => row[kind]).join(' | ')} |`);
  return `# Formatted citations, measured

\`oeuvre bibliography\` prints with hayagriva's CSL engine; what that does otherwise than CSL says is put right around
it (\`src/rendering\`). Here is what it prints for the shipped catalogue (serge) and for biblatex-examples.bib (examples)
against citeproc-js, the processor of Zotero, in ${STYLES.length} styles of Debian's \`citation-style-language-styles\`, each given the
same items. Made by \`tests/clients/run styles\`, which fails when an entry that is not in
\`tests/clients/expected/styles.txt\` differs in a word, or one that is there agrees; the reasons stand there.

Of ${all} entries, ${share('identical')} are identical, ${share('punctuation')} differ in punctuation only, ${share('words')} in words
(capitals and letters behind years included), and ${share('not printed')} are not printed.

| style | entries of | ${KINDS.join(' | ')} |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

const unknown = [...differing].filter(([line]) => !known.has(line));
const agreeing = [...known.keys()].filter((line) => !differing.has(line));
if (process.env.UPDATE_DOCS === '1') {
  fs.writeFileSync(PAGE, page());
  const reasons = new Map();
  for (const line of differing.keys()) {
    const reason = known.get(line) ?? 'to be explained';
    reasons.set(reason, [...(reasons.get(reason) ?? []), line]);
  }
  const head = '# Entries in which a style prints other words than with citeproc-js: style, set, key. Under each title\n# stands the reason. See styles.js.\n';
  const parts = [...reasons].map(([reason, lines]) => `\n## ${reason}\n${lines.join('\n')}\n`);
  fs.writeFileSync(KNOWN, head + parts.join(''));
}
const tell = ([line, shown]) => `${line}\n          ${shown}`;
expect(`styles: ${all} entries in ${STYLES.length} styles differ in words from citeproc-js only where it is known`, unknown.map(tell));
expect('styles: every known difference is there', agreeing);
expect(`styles: every entry is printed`, total('not printed') === 0 ? [] : [`${total('not printed')} are not`]);
expect(`styles: under 1 % of entries differ in words (${share('words')})`, total('words') * 100 < all ? [] : [share('words')]);
expect('styles: docs/styles.md tells these figures', fs.existsSync(PAGE) && fs.readFileSync(PAGE, 'utf8') === page() ? [] : ['UPDATE_DOCS=1 tests/clients/run styles']);
process.exit(failures === 0 ? 0 : 1);
