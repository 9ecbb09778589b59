// citeproc-js renders every entry of the CSL-JSON, in an author-date and in a note style.
const fs = require('fs');
const path = require('path');
const { engine } = require('./processor.js');

const STYLES = ['chicago-author-date', 'chicago-note-bibliography', 'modern-humanities-research-association'];

let failures = 0;
function expect(name, problems) {
  console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}: ${name}`);
  problems.slice(0, 10).forEach((problem) => console.log(`    ${problem}`));
  failures += problems.length === 0 ? 0 : 1;
}

// What is wrong with each item alone: an exception, nothing printed, or citeproc's own mark of an error.
function problemsIn(items, style) {
  let processor = engine(items, style);
  // Nothing can be printed of what has no name and no title (a set of entries).
  const printable = [...items.values()].filter((item) => item.title || item.author || item.editor);
  return printable.map((item) => String(item.id)).flatMap((id) => {
    try {
      processor.updateItems([id]);
      const [head, entries] = processor.makeBibliography();
      const printed = `${entries.join('').trim()} ${processor.makeCitationCluster([{ id }])}`;
      const isWrong = head.bibliography_errors.length > 0 || /CSL STYLE ERROR|undefined/.test(printed);
      return isWrong || entries.length !== 1 ? [`${id}: ${printed}`] : [];
    } catch (error) {
      // An exception leaves the processor in no known state.
      processor = engine(items, style);
      return [`${id}: ${error.message || error}`];
    }
  });
}

for (const file of [`${process.env.DEMO}/serge.json`, `${process.env.EXAMPLES}/examples.json`]) {
  if (!fs.existsSync(file)) continue;
  const items = new Map(JSON.parse(fs.readFileSync(file, 'utf8')).map((item) => [String(item.id), item]));
  for (const style of STYLES) {
    expect(`citeproc-js: ${path.basename(file)}: ${items.size} items in ${style}`, problemsIn(items, style));
  }
}
process.exit(failures === 0 ? 0 : 1);
