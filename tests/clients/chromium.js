// Chromium, as the checks of the HTML page use it.
const fs = require('fs');
const { execFileSync } = require('child_process');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

let failures = 0;
function expect(name, problems) {
  console.log(`${problems.length === 0 ? 'ok' : 'FAILED'}: ${name}`);
  problems.slice(0, 20).forEach((problem) => console.log(`    ${problem}`));
  failures += problems.length === 0 ? 0 : 1;
}

function launch() {
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  return chromium.launch({ executablePath, args: FLAGS });
}

// Opens a page and gathers what it asks for and says.
async function open(browser, url, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests = [];
  const messages = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => messages.push(`error: ${error.message}`));
  await page.goto(url, { waitUntil: 'load' });
  return { context, page, requests, messages };
}

async function violations(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(' ')}: ${violation.help}`));
}

module.exports = { launch, open, expect, fails: () => failures > 0, violations };
