// citeproc-js with the styles and locales of Debian.
const fs = require('fs');
const path = require('path');
const CSL = require('citeproc');

const SHARED = '/usr/share/citation-style-language';

// A processor for items by id, in US English unless the style says otherwise.
function engine(items, style) {
  const locale = (tag) => {
    const file = path.join(SHARED, 'locales', `locales-${tag}.xml`);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : false;
  };
  const retrieve = { retrieveLocale: locale, retrieveItem: (id) => structuredClone(items.get(String(id))) };
  const text = fs.readFileSync(path.join(SHARED, 'styles', `${style}.csl`), 'utf8');
  return new CSL.Engine(retrieve, text, 'en-US');
}

module.exports = { engine, SHARED };
