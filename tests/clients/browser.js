// The HTML page in Chromium, light and dark, on a phone and on a desk: it asks the network for nothing, says
// nothing on the console, does not scroll sideways, and axe finds nothing to object to. Without scripts it
// shows the same entries.
const path = require('path');
const { execFileSync } = require('child_process');
const { launch, open, expect, fails, violations } = require('./chromium.js');

const PAGE = path.join(process.env.DEMO, 'serge.html');
const URL_OF_PAGE = `file://${PAGE}`;
const WIDTHS = [320, 1280];

// Elements that reach past the right edge, when the page scrolls sideways.
function wideElements() {
  const width = window.innerWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > width + 0.5)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}: ${element.textContent.trim().slice(0, 60)}`);
}

// Texts of drawings that reach past them, where they are cut.
function cutTexts() {
  const isCut = (text) => {
    const [own, whole] = [text, text.closest('svg')].map((element) => element.getBoundingClientRect());
    return own.left < whole.left - 0.5 || own.right > whole.right + 0.5;
  };
  const shown = [...document.querySelectorAll('svg text')].filter((text) => text.getClientRects().length > 0);
  return shown.filter(isCut).map((text) => text.textContent);
}

async function checkLook(browser, colorScheme, width) {
  const name = `page, ${colorScheme}, ${width} px`;
  const { context, page, requests, messages } = await open(browser, URL_OF_PAGE, {
    colorScheme, viewport: { width, height: 900 },
  });
  expect(`${name}: asks the network for nothing`, requests.filter((url) => url !== URL_OF_PAGE && !url.startsWith('data:')));
  expect(`${name}: nothing on the console`, messages);
  expect(`${name}: no scrolling sideways`, await page.evaluate(wideElements));
  expect(`${name}: no label is cut`, await page.evaluate(cutTexts));
  expect(`${name}: axe`, await violations(page));
  await page.screenshot({ path: path.join(process.env.SCRATCH, `${colorScheme}-${width}.png`) });
  await context.close();
}

// The two themes are two: else the checks above look at one page twice.
async function background(browser, colorScheme) {
  const { context, page } = await open(browser, URL_OF_PAGE, { colorScheme });
  const color = await page.evaluate(() => {
    const of = (element) => getComputedStyle(element).backgroundColor;
    return of(document.body) === 'rgba(0, 0, 0, 0)' ? of(document.documentElement) : of(document.body);
  });
  await context.close();
  return color;
}

async function checkWithoutScripts(browser) {
  const listing = execFileSync(process.env.OEUVRE, [
    '--library', path.join(process.env.DEMO, 'serge.db'), '--json', 'tree',
  ], { maxBuffer: 1 << 28 });
  const titles = JSON.parse(listing).map((work) => work.title.replace(/<\/?(i|b|su[bp]|span)\b[^>]*>/g, ''));
  const { context, page } = await open(browser, URL_OF_PAGE, { javaScriptEnabled: false });
  const squeeze = (text) => text.replace(/[\s\u00a0]+/g, ' ').toLowerCase();
  const shown = squeeze(await page.locator('body').innerText());
  expect(`page without scripts: the titles of all ${titles.length} works`,
    titles.filter((title) => !shown.includes(squeeze(title))));
  await context.close();
}

async function checkPrint(browser) {
  const { context, page } = await open(browser, URL_OF_PAGE, { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  const pdf = await page.pdf({ path: path.join(process.env.SCRATCH, 'page.pdf'), format: 'A4' });
  expect('page: prints', pdf.length > 1000 ? [] : [`${pdf.length} bytes`]);
  await context.close();
}

async function main() {
  const browser = await launch();
  try {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of WIDTHS) {
        await checkLook(browser, colorScheme, width);
      }
    }
    const [light, dark] = [await background(browser, 'light'), await background(browser, 'dark')];
    expect('page: light and dark differ', light === dark ? [`both ${light}`] : []);
    await checkWithoutScripts(browser);
    await checkPrint(browser);
  } finally {
    await browser.close();
  }
  process.exit(fails() ? 1 : 0);
}

main().catch((error) => {
  console.log(`FAILED: page: ${error.stack || error}`);
  process.exit(1);
});
