// The site in Chromium, from its folder: every link within it leads to a file and a place that are there, pages look
// right without a script in both themes, nothing is asked of the network, and reference managers find the items.
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { launch, open, expect, fails, violations } = require('./chromium.js');
const { HOSTILE, makeHostileLibrary } = require('./hostile_texts.js');

const SITE = path.join(process.env.DEMO, 'site');
const LIBRARY = path.join(process.env.DEMO, 'serge.db');
const urlOf = (file) => `file://${path.join(SITE, file)}`;
const PAGES = ['index.html', 'works/memoires-d-un-revolutionnaire.html', 'works/ville-conquise.html', 'people/serge-victor.html',
  'people/greeman-richard.html', 'people/index.html'];
const exported = (format, query) => execFileSync(process.env.OEUVRE,
  ['--quiet', '--library', LIBRARY, 'export', '--format', format, query], { maxBuffer: 1 << 28 });

function filesBelow(folder, inside = '') {
  return fs.readdirSync(path.join(folder, inside), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory()
    ? filesBelow(folder, path.join(inside, entry.name)) : [path.join(inside, entry.name)]));
}

// Read off the files: a browser would take its time to open hundreds of pages.
function checkLinks(files) {
  const texts = new Map(files.filter((file) => file.endsWith('.html'))
    .map((file) => [file, fs.readFileSync(path.join(SITE, file), 'utf8')]));
  const wrong = [];
  let count = 0;
  for (const [file, text] of texts) {
    for (const [, href] of text.matchAll(/href="([^"]*)"/g)) {
      if (/^https?:/.test(href)) continue;
      count += 1;
      const [to, place] = href.split('#');
      const target = to === '' ? file : path.join(path.dirname(file), to);
      if (!files.includes(target)) wrong.push(`${file}: ${href}`);
      else if (place && !texts.get(target).includes(` id="${decodeURIComponent(place)}"`)) wrong.push(`${file}: ${href}`);
    }
  }
  expect(`site: ${count} links of ${texts.size} pages lead somewhere`, wrong);
  const own = [...texts].filter(([file]) => file !== 'index.html').filter(([, text]) => /<script(?! type="application\/ld\+json">)/.test(text));
  expect('site: no script but on its first page', own.map(([file]) => file));
}

async function checkLook(browser, file, colorScheme, width) {
  const name = `site, ${file}, ${colorScheme}, ${width} px`;
  const { context, page, requests, messages } = await open(browser, urlOf(file), { colorScheme, viewport: { width, height: 900 } });
  expect(`${name}: asks only its own folder`, requests.filter((url) => !url.startsWith(urlOf(''))));
  expect(`${name}: nothing on the console`, messages);
  const scrolls = await page.evaluate(() => document.scrollingElement.scrollWidth - window.innerWidth);
  expect(`${name}: no scrolling sideways`, scrolls > 0 ? [`${scrolls} px`] : []);
  expect(`${name}: is styled`, (await page.evaluate(() => getComputedStyle(document.body).fontVariantNumeric)).includes('oldstyle') ? [] : ['no style sheet']);
  expect(`${name}: axe`, await violations(page));
  await page.screenshot({ path: path.join(process.env.SCRATCH, `${file.replace(/\W+/g, '-')}-${colorScheme}-${width}.png`) });
  await context.close();
}

// From a person to a translation and its files, without a script.
async function checkWay(browser) {
  const { context, page } = await open(browser, urlOf('people/greeman-richard.html'), { javaScriptEnabled: false });
  await page.getByRole('link', { name: 'Conquered City' }).first().click();
  expect('site: a translator leads to the translation', page.url().includes('/works/ville-conquise.html#edition:') ? [] : [page.url()]);
  const names = await page.$$eval('meta', (metas) => metas.map((meta) => meta.name));
  expect('site: Highwire and Dublin Core', ['citation_title', 'citation_author', 'citation_publication_date', 'DC.title', 'DC.creator']
    .filter((name) => !names.includes(name)));
  expect('site: COinS', (await page.locator('.Z3988').count()) > 1 ? [] : ['there is none']);
  await context.close();
}

function checkData() {
  for (const [format, file] of [['biblatex', 'bibliography.bib'], ['csl-json', 'bibliography.json'], ['ris', 'bibliography.ris']]) {
    expect(`site: ${file} is what export writes`, fs.readFileSync(path.join(SITE, file)).equals(exported(format, '')) ? [] : ['it differs']);
  }
  const own = fs.readFileSync(path.join(SITE, 'works/ville-conquise.bib'));
  expect('site: a work is what export writes of it', own.equals(exported('biblatex', 'work:ville-conquise')) ? [] : [own.toString()]);
}

function checkAgain() {
  const told = JSON.parse(execFileSync(process.env.OEUVRE, ['--json', '--library', LIBRARY, 'site', SITE, '--reading', '--style', 'chicago']));
  expect('site: made again writes nothing', told.written + told.removed === 0 ? [] : [JSON.stringify(told)]);
}

// Texts made to break out stand on every page as they are.
async function checkHostile(browser) {
  const folder = fs.mkdtempSync(path.join(process.env.SCRATCH, 'hostile-'));
  const library = path.join(folder, 'library.db');
  makeHostileLibrary(library);
  const site = path.join(folder, 'site');
  execFileSync(process.env.OEUVRE, ['--quiet', '--library', library, 'site', site, '--style', 'apa'], { stdio: 'ignore' });
  const pages = filesBelow(site).filter((file) => file.endsWith('.html'));
  const harmed = [];
  for (const file of pages) {
    const { context, page, messages } = await open(browser, `file://${path.join(site, file)}`, {});
    if ((await page.evaluate(() => window.harmed)) !== undefined) harmed.push(`${file}: something ran`);
    harmed.push(...messages.map((message) => `${file}: ${message}`));
    await context.close();
  }
  expect(`site, hostile: ${pages.length} pages with ${HOSTILE.length} works, nothing runs`, pages.length > HOSTILE.length ? harmed : ['too few pages']);
  const odd = filesBelow(site).filter((file) => !/^[a-z0-9_~./-]+$/.test(file));
  expect('site, hostile: names of files are plain', odd);
}

async function main() {
  checkLinks(filesBelow(SITE));
  checkData();
  checkAgain();
  const browser = await launch();
  try {
    for (const file of PAGES) {
      await checkLook(browser, file, 'light', 1280);
      await checkLook(browser, file, 'dark', 320);
    }
    await checkWay(browser);
    await checkHostile(browser);
  } finally {
    await browser.close();
  }
  process.exit(fails() ? 1 : 0);
}

main().catch((error) => {
  console.log(`FAILED: site: ${error.stack || error}`);
  process.exit(1);
});
