// A library of texts that are made to break out of the pages which show them.
const fs = require('fs');
const { execFileSync } = require('child_process');

const HOSTILE = [
  '</script><script>window.harmed=1</script>', '<img src=x onerror=window.harmed=1>', '"\'><svg onload=window.harmed=1>',
  'javascript:window.harmed=1', 'a\u202egnp.exe\u2066', '<!--<script>', '</style><b>', '`${window.harmed=1}`',
];

function makeHostileLibrary(library) {
  const items = HOSTILE.map((title, at) => ({
    id: `hostile${at}`, type: 'book', title, author: [{ literal: title }], translator: [{ literal: title }],
    issued: { 'date-parts': [[1900 + at]] }, URL: title, note: title,
  }));
  const file = `${library}.json`;
  fs.writeFileSync(file, JSON.stringify(items));
  const run = (...args) => execFileSync(process.env.OEUVRE, ['--quiet', '--library', library, ...args], { stdio: 'ignore' });
  run('init');
  try {
    run('import', file);
  } catch (error) {
    // 1 is findings, which there may be.
    if (error.status !== 1) throw error;
  }
}

module.exports = { HOSTILE, makeHostileLibrary };
