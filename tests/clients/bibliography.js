// Prints entries of a CSL-JSON file with citeproc-js, each as if it stood alone, so that nothing of one depends on
// the others: node bibliography.js STYLE FILE KEY…
// Writes a JSON array of [key, HTML].
const fs = require('fs');
const { engine } = require('./processor.js');

const [style, file, ...keys] = process.argv.slice(2);
const items = new Map(JSON.parse(fs.readFileSync(file, 'utf8')).map((item) => [String(item.id), item]));
const printed = keys.map((key) => {
  const processor = engine(items, style);
  processor.updateItems([key]);
  return [key, processor.makeBibliography()[1].join('')];
});
console.log(JSON.stringify(printed));
