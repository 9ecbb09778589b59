// The script of the HTML page, used as a person uses it: typing, choosing, the keyboard alone, copying and
// downloading. What is taken away is compared with what the program exports.
const fs = require('fs');
const path = require('path');
const { execFileSync } = require('child_process');
const { launch, open, expect, fails, violations } = require('./chromium.js');
const { HOSTILE, makeHostileLibrary } = require('./hostile_texts.js');

const LIBRARY = path.join(process.env.DEMO, 'serge.db');
const URL_OF_PAGE = `file://${path.join(process.env.DEMO, 'serge.html')}`;
const DESK = { viewport: { width: 1280, height: 900 } };
const FORMATS = ['biblatex', 'bibtex', 'csl-json', 'ris'];

const run = (library, ...args) =>
  execFileSync(process.env.OEUVRE, ['--quiet', '--library', library, ...args], { maxBuffer: 1 << 28 });
// What the program exports of some editions.
const exported = (format, query, library = LIBRARY) => run(library, 'export', '--format', format, query);
const shown = (page) => page.locator('.work:visible').count();
const said = (page) => page.locator('#page\\:shown').innerText();
const same = (found, wanted) => (found === wanted ? [] : [`${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`]);
const ready = (page) => page.waitForFunction(() => document.querySelectorAll('.take').length > 0
  && document.querySelectorAll('.take').length === document.querySelectorAll('.edition.listed').length);

async function checkSearch(page) {
  const all = await shown(page);
  const find = page.locator('#page\\:find');
  await find.fill('memoires REVOLUTIONNAIRE');
  const few = await shown(page);
  expect('search: folds accents and case, wants all words', few > 0 && few < all / 4 ? [] : [`${few} of ${all} works`]);
  expect('search: says how many', same(await said(page), `${few} of ${all} works`));
  expect('search: hides nothing of the works that it shows', await page.$$eval('.work:not([hidden]) [hidden]', (gone) =>
    gone.map((element) => element.outerHTML)));
  expect('search: marks what it found', (await page.evaluate(() => new Promise((done) => {
    requestAnimationFrame(() => setTimeout(() => done(CSS.highlights.get('found')?.size ?? 0)));
  }))) > 1 ? [] : ['nothing is marked']);
  await page.waitForTimeout(500);
  expect('search: stands in the address', same(new URL(page.url()).hash, '#?q=memoires+REVOLUTIONNAIRE'));
  await find.fill('zzzz');
  expect('search: says that nothing is found', same(await said(page), 'Nothing here fits. Fewer words find more.'));
  await page.waitForTimeout(500);
  await page.goBack();
  expect('search: the back button shows all again', same(await shown(page), all));
  await page.goForward();
  expect('search: the forward button too', same([await shown(page), await find.inputValue()].join(), '0,zzzz'));
  await page.locator('#page\\:all').click();
  expect('search: shows all on demand', same(await shown(page), all));
}

async function checkChoices(page) {
  const all = await shown(page);
  for (const name of ['kind', 'original', 'language', 'translator', 'decade', 'status']) {
    const select = page.locator(`#page\\:by-${name}`);
    const value = await select.evaluate((element) => element.options[1].value);
    await select.selectOption(value);
    const few = await shown(page);
    expect(`filter: ${name}`, few > 0 && few < all ? [] : [`${few} of ${all} works for ${value}`]);
    await select.selectOption('');
  }
  expect('filter: none shows all', same(await shown(page), all));
  const firsts = () => page.locator('.work:visible h4').allInnerTexts();
  const before = await firsts();
  for (const [name, attribute, direction] of [['first', 'data-first', 1], ['latest', 'data-latest', -1]]) {
    await page.locator('#page\\:order').selectOption(name);
    const years = await page.$$eval(`.work[${attribute}]`, (works, given) => works.map((work) => Number(work.getAttribute(given))), attribute);
    expect(`order: ${name}`, years.every((year, at) => at === 0 || (year - years[at - 1]) * direction >= 0) ? [] : [years.join(' ')]);
  }
  await page.locator('#page\\:order').selectOption('title');
  expect('order: title', same(new Set(await firsts()).size > 0 && (await shown(page)), all));
  expect('order: axe', await violations(page));
  await page.locator('#page\\:order').selectOption('');
  expect('order: by kind is the page as it was', same((await firsts()).join('|'), before.join('|')));
}

// What was read is told to all who read the page, and a citation is copied with its italics.
async function checkReading(browser) {
  const cited = path.join(process.env.SCRATCH, 'cited.html');
  run(LIBRARY, 'export', '--format', 'html', '--reading', '--style', 'mla', '-o', cited);
  const options = { ...DESK, permissions: ['clipboard-read', 'clipboard-write'] };
  const { context, page, messages } = await open(browser, `file://${cited}#?status=finished`, options);
  await ready(page);
  const few = await shown(page);
  const wanted = await page.locator('.work[data-status~=finished]').count();
  expect('reading: the address filters by status', same(few, wanted));
  expect('reading: the filter says so in words', same(await page.locator('#page\\:by-status option:checked').innerText(), 'read'));
  expect('reading: stars are told', (await page.getByRole('img', { name: '5 of 5 stars' }).count()) > 0 ? [] : ['they are not']);
  const content = await page.content();
  expect('reading: notes stay private', ['recommended by', 'Lent out half read', '15 December 2026'].filter((text) => content.includes(text)));
  const cite = page.locator('.work:visible .cite').first();
  await cite.locator('summary').click();
  await cite.getByRole('button', { name: 'Copy the citation' }).click();
  await page.waitForFunction(() => [...document.querySelectorAll('.cite button')].some((own) => own.textContent === 'copied'));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect('citation: is copied', same(text, await cite.locator('p').first().evaluate((element) => element.textContent)));
  const rich = await page.evaluate(async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text());
  expect('citation: with its italics', /<i\b/.test(rich) ? [] : [rich]);
  expect('reading: axe', await violations(page));
  expect('reading: nothing on the console', messages);
  await context.close();
}

// A link with a search in it opens on what was found; a link to a work that is not shown shows it.
async function checkAddress(browser) {
  const { context, page } = await open(browser, `${URL_OF_PAGE}#?q=tulayev&order=title`, DESK);
  await ready(page);
  const few = await shown(page);
  expect('address: a search is shared', few > 0 && few < 20 ? [] : [`${few} works`]);
  const hidden = await page.evaluate(() => document.querySelector('.work[hidden]').id);
  await page.evaluate((id) => { location.hash = `#${id}`; }, hidden);
  await page.waitForTimeout(100);
  expect('address: a place that was not shown is', (await page.locator(`[id="${hidden}"]`).isVisible()) ? [] : [hidden]);
  await context.close();
}

async function checkKeyboard(page) {
  const all = await shown(page);
  const id = () => page.evaluate(() => document.activeElement.id);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('/');
  expect('keyboard: / goes to the search', same(await id(), 'page:find'));
  await page.keyboard.type('birth of our power');
  const few = await shown(page);
  expect('keyboard: finds', few > 0 && few < all ? [] : [`${few} works`]);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('j');
  const first = await id();
  await page.keyboard.press('c');
  await page.waitForFunction(() => document.getElementById('page:done').textContent.startsWith('Copied'));
  const keys = await page.$$eval(`[id="${first}"] .edition.listed .key`, (found) => found.map((key) => key.textContent));
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect('keyboard: c copies the work', same(text, exported('biblatex', keys.join(' OR ').replace(/(\S+)(?= OR |$)/g, 'key:$1')).toString()));
  await page.keyboard.press('x');
  expect('keyboard: x marks', same(await page.locator('.take input:checked').count(), keys.length));
  await page.keyboard.press('x');
  await page.keyboard.press('k');
  expect('keyboard: k stays within what is shown', (await id()) ? [] : ['nothing has the focus']);
  await page.keyboard.press('?');
  expect('keyboard: ? tells the keys', (await page.locator('.keys dl').isVisible()) ? [] : ['they are not shown']);
  await page.keyboard.press('Escape');
  expect('keyboard: Esc shows all', same(await shown(page), all));
}

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator('#page\\:download').click()]);
  return fs.readFileSync(await download.path());
}

const differs = (found, wanted) => {
  if (found.equals(wanted)) return [];
  const at = [...found].findIndex((byte, place) => byte !== wanted[place]);
  return [`${found.length} bytes instead of ${wanted.length}, from byte ${at}: ${JSON.stringify(found.subarray(Math.max(at - 60, 0), at + 60).toString())}`];
};

async function checkTaking(page) {
  for (const format of FORMATS) {
    await page.locator('#page\\:format').selectOption(format);
    expect(`download: all as ${format}`, differs(await downloaded(page), run(LIBRARY, 'export', '--format', format)));
    const keys = await page.$$eval('.edition.listed .key', (found) => found.map((key) => key.textContent));
    // Each by itself, and every third with its neighbour: what stands behind them comes with them.
    const wanted = keys.filter((_, at) => at % 3 !== 1);
    await page.$$eval('.take input', (boxes) => boxes.forEach((box, at) => { if (at % 3 !== 1) box.click(); }));
    const query = wanted.map((key) => `key:${key}`).join(' OR ');
    expect(`download: ${wanted.length} editions as ${format}`, differs(await downloaded(page), exported(format, query)));
    await page.locator('#page\\:unmark').click();
    const one = keys[7];
    await page.locator('.take button').nth(7).click();
    await page.waitForFunction(() => document.getElementById('page:done').textContent.startsWith('Copied 1 edition'));
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(`copy: one edition as ${format}`, differs(Buffer.from(text), exported(format, `key:${one}`)));
  }
  await page.locator('#page\\:format').selectOption('biblatex');
}

// Titles made to break out stand on the page as they are, also when they are searched for and copied.
async function checkHostile(browser) {
  const folder = fs.mkdtempSync(path.join(process.env.SCRATCH, 'hostile-'));
  const library = path.join(folder, 'library.db');
  makeHostileLibrary(library);
  run(library, 'export', '--format', 'html', '-o', path.join(folder, 'hostile.html'));
  const { context, page, messages } = await open(browser, `file://${path.join(folder, 'hostile.html')}`, DESK);
  await ready(page);
  for (const title of HOSTILE) await page.locator('#page\\:find').fill(title);
  await page.locator('#page\\:find').fill('');
  for (const format of FORMATS) {
    await page.locator('#page\\:format').selectOption(format);
    expect(`hostile: all as ${format}`, differs(await downloaded(page), run(library, 'export', '--format', format)));
  }
  expect('hostile: nothing ran', (await page.evaluate(() => window.harmed)) === undefined ? [] : ['it did']);
  expect('hostile: nothing on the console', messages);
  expect('hostile: every work is there', same(await shown(page), HOSTILE.length));
  await context.close();
}

async function main() {
  const browser = await launch();
  try {
    const options = { ...DESK, permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true };
    const { context, page, requests, messages } = await open(browser, URL_OF_PAGE, options);
    await ready(page);
    await checkSearch(page);
    await checkChoices(page);
    await checkKeyboard(page);
    await checkTaking(page);
    expect('page: asks the network for nothing', requests.filter((url) => /^(https?|ws)/.test(url)));
    expect('page: nothing on the console', messages);
    await context.close();
    await checkReading(browser);
    await checkAddress(browser);
    await checkHostile(browser);
  } finally {
    await browser.close();
  }
  process.exit(fails() ? 1 : 0);
}

main().catch((error) => {
  console.log(`FAILED: page: ${error.stack || error}`);
  process.exit(1);
});
